"""What pages in Chinese and in Japanese share: how an agency signs, and a line that names it."""

import re

from dedup.core.agencies import HAN, pattern, spellings
from dedup.core.clean.lines import Examples
from dedup.core.clean.rule import Rule

AGENCY = pattern(HAN)
NAMES = spellings(HAN)


def signature(stops: str, *, examples: Examples) -> Rule:
    """Signatures of an agency behind the last sentence, which ends with one of these characters."""
    return Rule(
        name="signature of an agency",
        guards=NAMES,
        zone="last",
        reach=12,
        pattern=re.compile(
            rf"(?:(?<=[{stops}\"')])\s?|\n)(?:[(【\[](?:[^\n()【】\[\]]{{0,10}}[: ·])?(?P<agency>{AGENCY})(?:[·/、=][^\n()【】\[\]]{{1,12}})?[)】\]]|© ?(?P<agency_alone>{AGENCY}))\Z"
        ),
        examples=examples,
    )


def line_of_agency(*, examples: Examples) -> Rule:
    """Lines that are the name of an agency, or say that it is the source."""
    return Rule(
        name="line that names the agency",
        guards=NAMES,
        zone="line",
        pattern=re.compile(
            rf"^[^\w\n]{{0,2}}(?:(?:来源|來源|稿源|文章来源|提供|配信|出典) ?: ?)?(?P<agency>{AGENCY})[^\w\n]{{0,2}}$",
            re.MULTILINE,
        ),
        examples=examples,
    )
