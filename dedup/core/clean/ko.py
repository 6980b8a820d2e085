"""Rules for Korean: datelines, bylines."""

import re

from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import UNIVERSAL

KOREAN = (
    Rule(
        name="dateline",
        guards=("=",),
        zone="head",
        pattern=re.compile(
            r"[(\[【<]\s?(?P<place>(?!사진|자료|그래픽|제공|출처|영상|캡처|이미지|표)[^()\[\]【】<>=\n]{1,30}?)\s?=\s?"
            r"(?P<agency>[가-힣A-Za-z0-9/]{2,12})\s?[)\]】>]\s?"
            r"(?:(?P<byline>[가-힣·, ]{2,40}?)\s?(?:기자|특파원)\s?=\s?)"
        ),
        examples=(("(서울=우리통신) 홍길동 기자 = 비가 왔다.", "비가 왔다."),),
    ),
    *UNIVERSAL,
)
