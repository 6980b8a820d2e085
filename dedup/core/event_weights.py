r"""What the signals of two happenings weigh in the decision whether they are one.

Means over the better half of the pairs of their families; the cosine enters as its logarithm. A
logistic over five signals, fitted on double-labelled pairs of a week of Korean news; join and merge
are chosen on whole replays. This command fitted the bias and the weights; signals were made more
exact since, and it now gives ones that differ by .02 at most:

    dedup tune ../shared/data/baram/dev.jsonl.gz --modules dedup/core \
        --labels ../shared/data/baram/dev_stars.tsv \
        --labels ../shared/data/baram/dev_story_pairs.tsv \
        --map body=text --map published=published_at --map received=crawled_at \
        --map language=lang --timezone published=Asia/Seoul
"""

JOIN = 0.4  # log-odds at which a family joins an event
MERGE = 0.1  # log-odds at which two events turn out to be one
BIAS = 3.693
WEIGHTS: dict[str, float] = {
    "cosine": 3.65,
    "time": 2.347,
    "day_conflict": -1.167,
    "main": 2.792,
    "title": 2.073,
}
