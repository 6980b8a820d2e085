"""`dedup bench`: what detection costs, measured beside datasketch and rensa in the same run."""
