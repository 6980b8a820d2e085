"""What the signals of two happenings weigh in the decision whether they are one.

Means over the better half of the pairs of their families; the cosine enters as its logarithm. A
logistic over five signals, fitted on double-labelled pairs of a week of Korean news; see
`dedup tune`.
"""

JOIN = 0.25  # log-odds at which a family joins an event
MERGE = 0.1  # log-odds at which two events turn out to be one
BIAS = 3.693
WEIGHTS: dict[str, float] = {
    "cosine": 3.649,
    "time": 2.346,
    "day_conflict": -1.17,
    "main": 2.789,
    "title": 2.07,
}
