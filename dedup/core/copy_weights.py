r"""What the features of a pair weigh in the decision whether two articles carry the same text.

A logistic over raw features, fitted on double-labelled pairs of a week of Korean news; what they
contribute adds up, with the bias, to the log-odds of "copy". This command writes the figures below:

    dedup tune ../shared/data/baram/dev.jsonl.gz --modules dedup/core \
        --labels ../shared/data/baram/dev_stars.tsv \
        --labels ../shared/data/baram/dev_story_pairs.tsv \
        --map body=text --map published=published_at --map received=crawled_at \
        --map language=lang --timezone published=Asia/Seoul
"""

THRESHOLD = 0.5  # probability: link, join, merge and eject
BIAS = -11.924
WEIGHTS: dict[str, float] = {
    "shared_of_longer": 5.691,
    "shared_of_shorter": 4.496,
    "sentences_covered": 3.763,
    "lead_covered": 4.035,
    "ordinary_words": 2.52,
    "inside_quotes": -2.881,
    "unusual_words": 0.495,
}
