"""Settings → the parts on Kafka: stages that run live, a feed played in, a range replayed."""
