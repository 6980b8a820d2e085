"""Rules for every language: copyright lines, addresses, links, picture credits, comments.

Patterns see folded text: quotes are plain, ⓒ is ©, spaces single, paragraphs lines.
"""

import re

from dedup.core.agencies import ALL, pattern
from dedup.core.clean.rule import Rule

MAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
AFTER_SENTENCE = r"(?:^|(?<=[.!?\"')\]>다요])|(?<=[.!?\"')\]>다요]\s))"
NO_PARAGRAPH_TO_THE_END = r"(?:\n(?![^\n]{90})[^\n]*){0,100}\Z"

# Behind the first sign of a copyright: whose it is, where that is an agency and the words are about
# the text. A lone name may as well be that of a picture's owner, and a longer name is another's.
OWNED = (
    r"(?=(?=[^\n]{0,160}?(?:[12]\d{3}|eserved|금지|:\d))"
    r"(?:[ ,:]{0,2}(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT|[12]\d{3}|by\b|The\b|THE\b)){0,4}"
    rf"[ ,:]{{0,2}}(?P<supplier>{pattern(ALL)})"
    r"(?=[.,;:|)\]>]|$| (?:[Aa]ll|ALL|무단|[12]\d{3})|/[12]\d{3})|)"
)

UNIVERSAL = (
    Rule(
        name="comments",
        guards=("댓글", "omment"),
        zone="tail",
        reach=12,
        pattern=re.compile(
            r"^(?:(?:\d{1,6}개의 )?댓글(?: ?\d{1,6}| ?삭제| ?쓰기| ?더보기| ?작성)?"
            r"|\d{1,6} [Cc]omments?|(?:View|Leave a|Post a|Show|Add a) [Cc]omments?"
            r"|Comments(?: \(?\d{1,6}\)?)?)$" + NO_PARAGRAPH_TO_THE_END,
            re.MULTILINE,
        ),
        examples=(
            ("본문이 끝났다.\n0개의 댓글\n0 / 300\n댓글 더보기\n닫기", "본문이 끝났다."),
            ("It ended.\n12 Comments\nLog in to reply", "It ended."),
            ("댓글 문화를 다룬 토론이 열렸다.", "댓글 문화를 다룬 토론이 열렸다."),
        ),
    ),
    Rule(
        name="copyright",
        guards=("금지", "eserved", "©", "opyright"),
        needs=(
            "©",
            "(c)",
            "(C)",
            "opyright",
            "COPYRIGHT",
            "저작권자",
            "무단",
            "재배포금지",
            "재배포 금지",
            "DB금지",
            "DB 금지",
        ),
        zone="tail",
        reach=160,
        pattern=re.compile(
            AFTER_SENTENCE + r"\s?[<\[(*]{0,2}\s?"
            r"(?![^\n]{0,320}[가-힣]다\.)(?:(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT|저작권자|무단)"
            + OWNED
            + r"[^\n]{0,200}?(?:[Rr]eserved|금지|20\d\d|©)[^\n]{0,120}"
            r"|(?<=[\[(<*])[^\n]{0,60}(?:재배포|DB) ?금지[^\n]{0,120})\Z",
            re.MULTILINE,
        ),
        examples=(
            ("끝났다.\nCopyright © 우리신문. All rights reserved. 무단 전재 금지.", "끝났다."),
            ("끝났다.<저작권자(c) 뉴스1, 무단 전재-재배포, AI 학습 및 활용 금지>", "끝났다."),
            ("끝났다. [국내에서만 사용가능. 재배포 금지. DB 금지.]", "끝났다."),
            ("It ended.\n© 2025 Example Press. All rights reserved.", "It ended."),
            ("저작권 침해를 막는 법이 통과됐다.", "저작권 침해를 막는 법이 통과됐다."),
        ),
    ),
    Rule(
        name="address",
        guards=("@",),
        zone="last",
        reach=72,
        pattern=re.compile(rf"[\s/(\[|·,:]{{0,4}}(?<![A-Za-z0-9._%+-]){MAIL}[)\]. ]{{0,3}}\Z"),
        examples=(
            ("밝혔다. writer@example.com", "밝혔다."),
            ("It ended. (writer@example.com)", "It ended."),
        ),
    ),
    Rule(
        name="address line",
        guards=("@",),
        zone="line",
        pattern=re.compile(
            rf"^[^\w\n]{{0,3}}(?:e-?mail ?[:=] ?)?{MAIL}[^\w\n]{{0,3}}$",
            re.MULTILINE | re.IGNORECASE,
        ),
        examples=(("끝났다.\nwriter@example.com\n덧붙였다.", "끝났다.\n덧붙였다."),),
    ),
    Rule(
        name="link",
        guards=("http",),
        zone="last",
        pattern=re.compile(r"(?:^|[\s(\[:=]{1,4})https?://[^\s가-힣]{4,300}\s?\Z", re.MULTILINE),
        examples=(("끝났다. https://news.example.com/view/1", "끝났다."),),
    ),
    Rule(
        name="hashtags",
        guards=("#",),
        zone="last",
        reach=2,
        pattern=re.compile(r"(?<![#&A-Za-z0-9])(?:#[^\s#]{1,30}\s{0,2}){1,30}\Z"),
        examples=(
            ("밝혔다.#우주 #발사", "밝혔다."),
            ("It ended. #rain", "It ended."),
        ),
    ),
    Rule(
        name="picture credit",
        guards=(
            "Photo",
            "photo",
            "via",
            "Yonhap",
            "Getty",
            "Images",
            "Courtesy",
            "REUTERS",
            "AFP",
            "/The",
        ),
        zone="bracket",
        takes="caption",
        pattern=re.compile(
            r"[(\[](?P<photo>(?:(?:AP|AFP|EPA|UPI|File|Pool|Reuters|REUTERS|Xinhua|Courtesy|Handout) )?"
            r"(?:[Pp]hotos?|Image|Courtesy)(?: [Bb]y| of| [Cc]ourtesy of|:|/)[^()\[\]\n]{1,80}"
            r"|(?:AP|AFP|EPA|UPI|REUTERS) ?[Pp]hotos?(?:, ?(?:File|Pool))?"
            r"|[^()\[\]\n]{2,80}(?:via (?:AP|AFP|REUTERS|Reuters|Getty Images|Yonhap)"
            r"|/ ?(?:AP|AFP|Reuters|REUTERS|Getty Images|Yonhap|Pool(?: Photo)?))"
            r"|[A-Z][a-z]{1,15}(?:[ -][A-Za-z]{1,15}){1,3}/ ?[A-Z][^()\[\]\n]{2,40}"
            r")[)\]]"
            r"|(?:(?<=[.!?\"])|(?<=[.!?\"] ))[(\[](?P<holder>(?:(?:AP|AFP|EPA|Reuters)-)?Yonhap(?: file photo)?)[)\]]"
            r"(?= ?$|[A-Z])",
            re.MULTILINE,
        ),
        examples=(
            (
                "A dog sits in the snow of a park. (AP Photo/Jane Doe)\nIt snowed.\nAll day it did.",
                "It snowed.\nAll day it did.",
            ),
            (
                "A dog sits in a park. (AP Photo, File)\nIt snowed.\nAll day.",
                "It snowed.\nAll day.",
            ),
            ("It snowed in Seoul for the third day, (Yonhap) said.",) * 2,
        ),
    ),
)
