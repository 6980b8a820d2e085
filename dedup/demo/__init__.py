"""The included feed: `articles.jsonl` (a fictional news day) and `truth.tsv` beside it."""
