"""Detection itself: pure, without clock, chance or I/O.

In the order in which an article meets them:

article       what comes in, or why it is refused
language      which language, by script
clean         title and body without page furniture; credits as data
fingerprint   prepare(): all that detection keeps of an article
detector      admit(fingerprint) → updates: the fold over one log
index         candidates: MinHash bands, FracMinHash and rare-stem postings
verify        two articles → the probability that they carry the same text, with reasons
family        matches → families: founding, joining, cohesion, ejection
event         families → events: streaming tf-idf, time, reconcile
update        what goes out
ledger        updates → every article's clusters
quality       clusters against labels
"""
