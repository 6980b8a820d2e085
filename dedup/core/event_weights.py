"""What the signals of two happenings weigh in the decision whether they are one.

Means over pairs of families; the cosine enters as its logarithm. A logistic over five signals,
fitted on double-labelled pairs of a week of Korean news; see `dedup tune`.
"""

BIAS = 3.388
WEIGHTS: dict[str, float] = {
    "cosine": 3.388,
    "time": 2.338,
    "day_conflict": -1.179,
    "main": 2.589,
    "title": 2.421,
}
JOIN = 0.4  # log-odds at which a family joins an event
MERGE = 0.0  # log-odds at which two events turn out to be one
SIZE = 0.25  # per ln(families): a large event has room for one more angle
