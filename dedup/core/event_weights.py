"""What the signals of two happenings weigh in the decision whether they are one.

Means over pairs of families; cosine and lead enter as logarithms. Fitted on double-labelled pairs.
"""

BIAS = 1.746
WEIGHTS: dict[str, float] = {
    "cosine": 1.155,
    "time": 3.621,
    "day_conflict": -1.619,
    "lead": 0.410,
    "main": 6.076,
    "title": 3.935,
}
JOIN = 0.8  # log-odds at which a family joins an event
MERGE = 0.3  # log-odds at which two events turn out to be one
SIZE = 0.25  # per ln(families): a large event has room for one more angle
