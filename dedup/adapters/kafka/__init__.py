"""Kafka topics as feeds, sinks and dead letters; in path order.

protocol     the one request that the client library lacks: topic ids
connection   settings → clients; errors → one sentence
topics       names; creating, checking and recognizing topics
feed         topic partitions → deliveries (a shard, a group, a bounded range)
last         the last record of a key
publisher    fingerprints and dead letters out, at least once and in order
records      one outbox row → the records of its topics
sink         steps → one transaction each: exactly once
"""
