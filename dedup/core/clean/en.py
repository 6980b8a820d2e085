"""Rules for English: datelines, bylines, credits."""

import re

from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import UNIVERSAL

_AGENCIES = r"(?:Reuters|AP|AFP|UPI|Xinhua|Yonhap|Bloomberg|dpa|DPA|ANI|PTI|TASS|Kyodo|EFE|ANSA|News1|Newsis)"

ENGLISH = (
    Rule(
        name="dateline",
        guards=(")",),
        zone="head",
        pattern=re.compile(
            r"^(?:(?P<place>[A-Z][A-Za-z .,/'-]{1,50}?),? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2},? )?"
            rf"\((?P<agency>{_AGENCIES})\) ?[-–—:]{{1,2}} ?",
            re.MULTILINE,
        ),
        examples=(
            ("SEOUL, Jan 2 (Reuters) - Rain fell.", "Rain fell."),
            ("(AP) — Rain fell.", "Rain fell."),
            ("BEIJING, Dec. 29 (Xinhua) -- Rain fell.", "Rain fell."),
        ),
    ),
    *UNIVERSAL,
)
