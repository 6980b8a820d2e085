"""Who is named on an article: data that cleaning takes out of the text. Values only.

A photo credit says who took a picture and is no evidence of where the text is from.
"""

from msgspec import Struct


class Credits(Struct, frozen=True, kw_only=True, gc=False):
    """What a page says about its text: agency, dateline, byline, photo credit, version tag.

    `agency` is the agency of the dateline or of an explicit credit line of the text ("" where
    none). `version` is the newsroom's tag as written (속보, 1보, 종합2보, Update 3 …) and
    `version_rank` orders the tags of one chain: 0 none, then 속보 < 1보 < 2보 … < 종합 < 종합2보 ….
    """

    agency: str = ""
    place: str = ""
    bylines: tuple[str, ...] = ()
    photo: str = ""
    version: str = ""
    version_rank: int = 0
    correction: bool = False  # marked as correcting an earlier article
