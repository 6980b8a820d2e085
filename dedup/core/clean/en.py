"""Rules for English: datelines, bylines, credits, notes to editors, buttons."""

import re

from dedup.core.agencies import LATIN, pattern
from dedup.core.clean.en_notes import NOTES
from dedup.core.clean.lines import LINES, alone, dated, labelled
from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import MAIL, UNIVERSAL

_AGENCIES = (
    "Thomson Reuters", "Reuters", "AP", "AFP", "UPI", "Xinhua", "Yonhap", "Bloomberg", "dpa", "DPA",
    "ANI", "PTI", "TASS", "Kyodo", "EFE", "ANSA", "News1", "Newsis", "Canadian Press", "CP", "PA",
)  # fmt: skip
_AGENCY = f"(?:{'|'.join(_AGENCIES)})"
_SUPPLIER = rf"(?:[Tt]he )?(?P<supplier>{pattern(LATIN)})"  # where a line is nothing else
_DAY = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June"
    r"|July|August|September|October|November|December)\.? \d{1,2}"
)
_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july"
    "|august|september|october|november|december"
)
_PERSON = r"[A-Z][A-Za-z'.-]{1,20}(?: [A-Za-z][A-Za-z'.-]{0,20}){1,3}"
_PEOPLE = rf"{_PERSON}(?:(?:, | and |, and ){_PERSON}){{0,3}}"

RULES = (
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
        name="dateline without a dash",
        guards=("(PTI)", "(ANI)", "(IANS)", "(UNI)"),
        zone="head",
        pattern=re.compile(
            rf"^(?P<place>[A-Z][A-Za-z ()]{{2,30}}),? ?(?:\[[A-Za-z ]{{2,20}}\], )?{_DAY},? \((?P<agency>PTI|ANI|IANS|UNI)\):? ",
            re.MULTILINE,
        ),
        examples=(
            ("ELSEWHERE, Mar 3 (PTI) Rain fell.", "Rain fell."),
            ("Elsewhere [Nowhere], March 3 (ANI): Rain fell.", "Rain fell."),
        ),
    ),
    Rule(
        name="agency of the reporter",
        guards=("Press",),
        zone="tail",
        reach=60,
        pattern=re.compile(
            rf"\n(?:(?P<byline>{_PEOPLE}), The (?P<agency>Associated Press|Canadian Press)"
            r"|This report by The (?P<agency_alone>Associated Press|Canadian Press) was first published [^\n]{4,40})\Z"
        ),
        examples=(
            ("Rain fell.\nJane Doe, The Associated Press", "Rain fell."),
            (
                "Rain fell.\nThis report by The Canadian Press was first published March 3, 2031.",
                "Rain fell.",
            ),
        ),
    ),
    Rule(
        name="byline line",
        guards=("By", "BY"),
        zone="head",
        pattern=re.compile(
            rf"^(?:By|BY) (?:{_SUPPLIER}(?: [Ss]taff)?|(?P<byline>{_PEOPLE}))"
            rf"(?: ?[,|\[(]? ?{MAIL}[\])]?)?$",
            re.MULTILINE,
        ),
        examples=(
            ("By Jane Doe and John Roe\nRain fell.", "Rain fell."),
            ("By Reuters Staff\nRain fell.", "Rain fell."),
            ("By AFP\nRain fell.", "Rain fell."),
            ("By noon rain fell.",) * 2,
        ),
    ),
    Rule(
        name="byline with an agency",
        guards=("By", "BY"),
        zone="head",
        pattern=re.compile(
            rf"^(?:By|BY) (?P<byline>{_PEOPLE})(?:,| ?[|/]| [-–—]| of| for) ?{_SUPPLIER}$",
            re.MULTILINE,
        ),
        examples=(
            ("By Jane Doe, Reuters\nMarch 3, 2031\nRain fell.", "March 3, 2031\nRain fell."),
            ("By Jane Doe | Associated Press\nRain fell.", "Rain fell."),
            ("By Jane Street, Reuters said rain fell.",) * 2,
        ),
    ),
    Rule(
        name="agency that helped",
        guards=("With ", "with ", "Source"),
        zone="line",
        pattern=re.compile(
            r"^[(\[]?(?:[Ww]ith (?:additional )?(?:files?|reporting|reports?|inputs?|material|information)"
            rf" (?:from|by) |(?:\A|(?=[^\n]{{0,99}}\Z))Sources?: ?){_SUPPLIER}(?:(?:,|,? and|/) ?(?:[Tt]he )?{pattern(LATIN)}){{0,3}}"
            r"\.?[)\]]?\.?$",
            re.MULTILINE,
        ),
        examples=(
            ("Rain fell.\nWith files from The Canadian Press", "Rain fell."),
            ("Rain fell.\nSource: Xinhua", "Rain fell."),
            ("Rain by month\nSource: Bloomberg\nRain fell.",) * 2,  # of a table
            ("With files from The Canadian Press archive he went home.",) * 2,
            ("Source: Example Weather Office",) * 2,
        ),
    ),
    dated(
        "date line",
        """
published|first published|published on|updated|last updated|last modified|modified|posted|posted on|on|at
am|pm|a.m.|p.m.|gmt|utc|bst|est|edt|et|pst|pdt|ist|kst|jst|sgt|monday|tuesday|wednesday|thursday|friday
saturday|sunday|mon|tue|wed|thu|fri|sat|sun
""",
        months=_MONTHS,
        examples=(
            (
                "Published: 10:12 GMT, 3 March 2031 | Updated: 11:40 GMT, 3 March 2031\nIt rained.",
                "It rained.",
            ),
            ("March 3, 2031 at 9:05 a.m. EST\nIt rained.", "It rained."),
            ("On March 3, 2031 it rained.",) * 2,
        ),
    ),
    Rule(
        name="byline with a post",
        guards=("By", "BY"),
        zone="head",
        pattern=re.compile(
            rf"^(?:By|BY) (?P<byline>{_PEOPLE})(?:,| \|) ?[^\n.!?]{{0,30}}"
            r"(?i:writer|reporter|editor|correspondent|staff|press|news)[^\n.!?]{0,20}$",
            re.MULTILINE,
        ),
        examples=(
            ("By Jane Doe, Staff Writer\nRain fell.", "Rain fell."),
            ("By Jane Street, reporters waited.\nRain fell.",) * 2,
        ),
    ),
    Rule(
        name="agency behind the text",
        guards=_AGENCIES,
        zone="last",
        reach=40,
        pattern=re.compile(
            rf"(?:(?<=[.!?\"'])\s?|\n)(?:[-–—] ?(?P<agency>{_AGENCY})|\((?:[Ww]ith (?:inputs|input|reporting|files) (?:from|by) )?"
            rf"(?P<agency_alone>{_AGENCY})(?:[,/ ][^()\n]{{1,30}})?\)|(?:PTI|ANI|IANS)(?: [A-Z]{{2,4}}){{1,6}})\.?\Z"
        ),
        examples=(
            ("Rain fell. - Reuters", "Rain fell."),
            ("Rain fell. (With inputs from PTI)", "Rain fell."),
            ("Rain fell. PTI ABC DE FGH", "Rain fell."),
            ("Rain fell on the roof of the agency (AP)",) * 2,
        ),
    ),
    Rule(
        name="note on a wire story",
        guards=(
            "edited by",
            "wire service",
            "syndicated",
            "agency feed",
            "auto-generated",
            "published",
        ),
        zone="tail",
        reach=160,
        pattern=re.compile(
            r"\n[^\w\n]{0,3}(?:\(?(?:Except for the headline|This (?:story|article|report|copy)))[^\n]{0,60}"
            r"(?:not been (?:edited|altered)|has been (?:published|produced)|is (?:published|republished|auto-generated)|was (?:originally )?(?:produced|published))"
            r"[^\n]{0,160}(?=\n|\Z)"
        ),
        examples=(
            (
                "Rain fell.\n(This story has not been edited by staff and is published from a feed.)\nOn",
                "Rain fell.\nOn",
            ),
            ("Rain fell.\nThis story was edited by hand.",) * 2,
        ),
    ),
    alone(
        "page buttons",
        """
share on Facebook|share on Twitter|share on X|share on WhatsApp|share on LinkedIn|share via email|email|tweet
Facebook|Twitter|WhatsApp|LinkedIn|Pinterest|Reddit|print|comment|comments|save|save article|copy link|listen
listen to article|gift this article|image caption|image source|getty images|all rights reserved|skip to content
continue reading|view gallery|show more|more on this story|you may also like|recommended|trending
""",
        examples=(
            ("Share on Facebook | Share on Twitter | Email\nIt rained.", "It rained."),
            ("Comments were few.",) * 2,
        ),
    ),
    labelled(
        "tags",
        "topics|tags|tag|related topics|keywords|filed under|read more about|explore more on|topic",
        examples=(("It rained.\nTopics: Rain, Weather", "It rained."),),
    ),
    labelled(
        "path from the front page",
        "home",
        sign=" ?[/|>»›] ?",
        rest=r"[^\n]{0,60}",
        examples=(("Home / News / Local\nIt rained.", "It rained."), ("Home again.",) * 2),
    ),
    Rule(
        name="time to read",
        guards=("min",),
        zone="line",
        pattern=re.compile(
            r"^(?:Reading time:? ?|Read time:? ?|Estimated read time:? ?)?\d{1,2}[ -](?:min|mins|minute|minutes)\.?(?: [Rr]ead)?$",
            re.MULTILINE,
        ),
        examples=(("5 min read\nIt rained.", "It rained."), ("5 minutes later it rained.",) * 2),
    ),
    Rule(
        name="credit at the end of a line",
        guards=("Photo", "PHOTO", "Image", "Picture", "Credit", "Source"),
        zone="end",
        takes="caption",
        pattern=re.compile(
            r"(?:(?<=[.!?\"')\]])\s?|^| [-–—|/] ?)(?:(?:File )?[Pp]hoto(?:graph)?|PHOTO|Image|Picture|Photo [Cc]redit|Image [Cc]redit|Credit|Image [Ss]ource)s?"
            r"(?: ?[:/©] ?(?P<photo>[^\n:]{2,60}?)| by (?P<lender>[A-Z][^\n:.]{2,40}))\.?$",
            re.MULTILINE,
        ),
        examples=(
            (
                "A ship on a bank on Sunday. Photo: Jane Doe/Reuters\nIt rained.\nAll day.",
                "It rained.\nAll day.",
            ),
            ("It was the photo\nof a ship.",) * 2,
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
            rf"|(?:\n|(?<=[.!?\"')]\s)){_SUPPLIER}(?: and (?:[Tt]he )?{pattern(LATIN)})? contributed to this (?:report|story|article)\.?\Z"
            r"|\n[^\n]{0,160}contributed to this (?:report|story|article)\.?\Z"
        ),
        examples=(
            ("Rain fell. (Reporting by Jane Doe; Editing by John Roe)", "Rain fell."),
            ("Rain fell.\nJohn Roe in Elsewhere contributed to this report.", "Rain fell."),
            ("Rain fell. The Associated Press contributed to this report.", "Rain fell."),
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
        guards=("MANDATORY", "CREDIT", "ARCHIV", "SALES", "LICENSING", "EDITORIAL USE"),
        zone="tail",
        reach=600,
        pattern=re.compile(
            r"(?:(?<=[.)])\s?[A-Z]|\s(?:HANDOUT ){0,2}EDITORIAL USE ONLY)[A-Z0-9 ,;:'\"/.()&-]{9,600}\Z"
        ),
        examples=(
            (
                "A dog, seen by its owner HANDOUT EDITORIAL USE ONLY/NO SALES",
                "A dog, seen by its owner",
            ),
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
            r"|Follow [^\n.]{2,40} coverage(?: (?:at|of|on|here)\b.{0,80})?|Click here (?:to|for) .{0,80}|Get our .{0,40}newsletter.{0,60}|[_*-]{3,40})$",
            re.MULTILINE,
        ),
        examples=(
            ("Rain fell.\nRead more: Storm at sea\nIt snowed.", "Rain fell.\nIt snowed."),
            ("Rain fell.\nFollow us on Example", "Rain fell."),
            ("Related fires were put out.",) * 2,
        ),
    ),
    *NOTES,
    *LINES,
    *UNIVERSAL,
)
