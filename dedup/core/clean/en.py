"""Rules for English: datelines, bylines, credits, notes to editors, buttons."""

import re

from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import MAIL, UNIVERSAL

_AGENCIES = (
    "Thomson Reuters", "Reuters", "AP", "AFP", "UPI", "Xinhua", "Yonhap", "Bloomberg", "dpa", "DPA",
    "ANI", "PTI", "TASS", "Kyodo", "EFE", "ANSA", "News1", "Newsis", "Canadian Press", "CP", "PA",
)  # fmt: skip
_AGENCY = f"(?:{'|'.join(_AGENCIES)})"
_DAY = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June"
    r"|July|August|September|October|November|December)\.? \d{1,2}"
)
_PERSON = r"[A-Z][A-Za-z'.-]{1,20}(?: [A-Za-z][A-Za-z'.-]{0,20}){1,3}"
_PEOPLE = rf"{_PERSON}(?:(?:, | and |, and ){_PERSON}){{0,3}}"

ENGLISH = (
    Rule(
        name="note to editors",
        guards=("ATTN", "Eds:"),
        zone="head",
        pattern=re.compile(r" ?\((?:ATTN|Eds): [^()\n]{3,200}\) ?"),
        examples=(
            ("Rain floods a city (ATTN: UPDATES with deaths)\nRain", "Rain floods a city\nRain"),
        ),
    ),
    Rule(
        name="dateline",
        guards=tuple(f"({agency})" for agency in _AGENCIES),
        zone="head",
        pattern=re.compile(
            r"(?:^|(?<=[a-z)\"'.])) ?(?:By (?P<byline>[A-Z][A-Za-z'. -]{3,50}?)\s)?"
            r"(?:(?P<place>[A-Z][A-Z./' -]{2,40}(?:, [A-Z][A-Za-z. ]{1,24}?){0,2}"
            rf"|(?<=\n)[A-Z][A-Za-z./' -]{{2,40}}?),? )?(?:{_DAY}(?:, 20\d\d)?,? )?"
            rf"\((?P<agency>{_AGENCY})\) ?(?:-{{1,2}}|–|—|:) ?",
            re.MULTILINE,
        ),
        examples=(
            ("SEOUL, Jan 2 (Reuters) - Rain fell.", "Rain fell."),
            ("(AP) — Rain fell.", "Rain fell."),
            ("PORT ELSEWHERE, Nowhere, Dec. 29 (Xinhua) -- Rain fell.", "Rain fell."),
            (
                "Rain floodsBy Jane Doe SEOUL, Dec. 30 (Yonhap) -- Rain fell.",
                "Rain floods Rain fell.",
            ),
            ("Police (AP) said rain fell.",) * 2,
        ),
    ),
    Rule(
        name="byline line",
        guards=("By", "BY"),
        zone="head",
        pattern=re.compile(
            rf"^(?:By|BY) (?P<byline>{_PEOPLE})(?: ?[,|\[(]? ?{MAIL}[\])]?)?$", re.MULTILINE
        ),
        examples=(
            ("By Jane Doe and John Roe\nRain fell.", "Rain fell."),
            ("By noon rain fell.",) * 2,
        ),
    ),
    Rule(
        name="who reported and edited",
        guards=("eporting", "diting", "ontributed"),
        zone="tail",
        reach=170,
        pattern=re.compile(
            rf"\s?\(?(?:(?:Additional )?[Rr]eporting by (?P<byline>{_PEOPLE})|Editing by|Writing by)"
            rf"[^\n]{{0,200}}\)?\Z"
            r"|\n[^\n]{0,160}contributed to this (?:report|story|article)\.?\Z"
        ),
        examples=(
            ("Rain fell. (Reporting by Jane Doe; Editing by John Roe)", "Rain fell."),
            ("Rain fell.\nJohn Roe in Elsewhere contributed to this report.", "Rain fell."),
        ),
    ),
    Rule(
        name="picture agency at the end",
        guards=("EPA/", "AFP/", "epa1"),
        zone="anywhere",
        pattern=re.compile(
            r"\s(?P<photo>(?:EPA|AFP|AP|REUTERS|UPI)/[A-Z][A-Z .'/-]{0,40}|EPA/)(?=\s[A-Z][a-z]| ?\Z)"
            r"|\b(?:epaselect )?epa\d{8} "
        ),
        examples=(
            (
                "A dog sits in the snow, 28 December 2025. EPA/JANE DOE",
                "A dog sits in the snow, 28 December 2025.",
            ),
        ),
    ),
    Rule(
        name="picture terms",
        guards=("MANDATORY", "CREDIT", "ARCHIV", "SALES", "LICENSING"),
        zone="tail",
        reach=600,
        pattern=re.compile(r"(?<=[.)])\s?[A-Z][A-Z0-9 ,;:'\"/.()&-]{9,600}\Z"),
        examples=(
            ("A dog sits in the snow. MANDATORY CREDIT; NO SALES", "A dog sits in the snow."),
        ),
    ),
    Rule(
        name="end mark",
        guards=("END", "MORE", "-30-", "ENDS"),
        zone="last",
        pattern=re.compile(r"\s?(?:\((?:END|MORE|ENDS)\)|-30-)\s?\Z"),
        examples=(("Rain fell.(END)", "Rain fell."),),
    ),
    Rule(
        name="buttons",
        guards=(
            "ubscri",
            "ollow",
            "ead",
            "hare",
            "elated",
            "ADVERT",
            "dvert",
            "ign",
            "ewsletter",
            "Standards",
        ),
        zone="line",
        pattern=re.compile(
            r"^(?:ADVERTISEMENT|Advertisement|Story continues below.{0,30}|Share(?: this(?: article| story)?)?"
            r"|Read (?:more|also|next|on)(?:[:>].{0,120})?|READ (?:MORE|ALSO)(?:[:>].{0,120})?"
            r"|Related(?: (?:articles?|stories|news|topics|content))?(?::.{0,120})?|(?:Most|Also) [Rr]ead"
            r"|(?:Subscribe|Sign up|Register|Log in|Sign in)(?: (?:to|for|now|here|today)\b.{0,100})?"
            r"|Follow (?:us|him|her|me|the author|@?\w{2,20}) on .{0,80}|Our Standards: .{0,80}"
            r"|Click here (?:to|for) .{0,80}|Get our .{0,40}newsletter.{0,60}|[_*-]{3,40})$",
            re.MULTILINE,
        ),
        examples=(
            ("Rain fell.\nRead more: Storm at sea\nIt snowed.", "Rain fell.\nIt snowed."),
            ("Rain fell.\nFollow us on Example", "Rain fell."),
            ("Related fires were put out.",) * 2,
        ),
    ),
    *UNIVERSAL,
)
