"""What the features of a pair weigh in the decision whether two articles carry the same text.

A logistic over raw features, fitted on double-labelled pairs of a week of Korean news; see
`dedup tune`. Contributions add up, with the bias, to the log-odds of "copy".
"""

BIAS = -8.298
WEIGHTS: dict[str, float] = {
    "shared_of_longer": 3.492,
    "shared_of_shorter": 5.536,
    "sentences_covered": 3.112,
    "lead_covered": 3.718,
    "length": -0.528,
    "ordinary_words": 1.989,
    "inside_quotes": -2.721,
    "rare_words": 2.391,
    "unusual_words": 0.535,
}
