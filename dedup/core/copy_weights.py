"""What the features of a pair weigh in the decision whether two articles carry the same text.

A logistic over raw features, fitted on double-labelled pairs of a week of Korean news; see
`dedup tune`. Contributions add up, with the bias, to the log-odds of "copy".
"""

BIAS = -5.7153
WEIGHTS: dict[str, float] = {
    "shared_of_longer": 3.6868,
    "shared_of_shorter": 0.0,
    "sentences_covered": 5.1465,
    "lead_covered": 3.4380,
    "length": -0.9006,
    "ordinary_words": 3.6203,
    "inside_quotes": -2.6708,
    "rare_words": 3.0404,
    "unusual_words": 0.6123,
}
