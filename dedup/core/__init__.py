"""Detection itself: pure, without clock, chance or I/O.

In the order in which an article meets them:

article       what comes in, or why it is refused
language      which language, by script
clean         title and body without page furniture; credits as data
fingerprint   prepare(): all that detection keeps of an article
detector      admit(fingerprint) → updates: the fold over one log
placing       a new article → its family, its event, and what tells of them
seen          what is new, what repeats, what revises
revision      the key of a revision in few bytes
watermark     how far article time has come; ends: what is over then
window        the articles that take part, in arrays; cards: how they are called in updates
series        daily templates and their day
frequency     in how many families a stem occurs
index         candidates: MinHash bands, FracMinHash and rare-stem postings
verify        two articles → the probability that they carry the same text, with reasons
family        matches → families: founding, joining, cohesion, ejection
reuse         what kind of copy it is, and what else it took; origin: whom it is from
vectors       articles as streaming tf-idf with zones, time and days: found and compared
event         families → events: choice, records, reconcile
memory        all of these as sections that a store keeps
clusters      counts and ids of both levels (tally), and the updates about them
update        what goes out
ledger        updates → every article's clusters
comparison    two fingerprints by themselves, explained
quality       clusters against labels
"""
