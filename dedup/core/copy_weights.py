"""What the features of a pair weigh in the decision whether two articles carry the same text.

A logistic over raw features, fitted on double-labelled pairs of a week of Korean news; see
`dedup tune`. Contributions add up, with the bias, to the log-odds of "copy".
"""

THRESHOLD = 0.5  # probability: link, join, merge and eject
BIAS = -11.866
WEIGHTS: dict[str, float] = {
    "shared_of_longer": 5.668,
    "shared_of_shorter": 4.482,
    "sentences_covered": 3.789,
    "lead_covered": 4.025,
    "ordinary_words": 2.436,
    "inside_quotes": -2.869,
    "unusual_words": 0.494,
}
