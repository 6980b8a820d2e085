"""Rules for what English outlets tell their readers beside the report: where help is, who translated.

They say it before, behind and between reports, so each is told by its own wording and nothing else.
"""

import re

from dedup.core.clean.rule import Rule

_BEGIN = r"(?:^|(?<=[.!?)\]])\s?|(?<=[.!?][\"'])\s?)"
_IN = r"(?:[^\n.!?\"]|\.(?=\w))"  # of a sentence; addresses have stops
_REACHED = r"(?:\d{3,4}-\d{4}|\b988\b|\bwww\.|\.(?:org|com|gov)\b)"

NOTES = (
    Rule(
        name="help line",
        guards=("If you or ",),
        zone="anywhere",
        pattern=re.compile(
            rf"{_BEGIN}If you or (?:someone|anyone|somebody|a loved one|a friend)\b{_IN}{{0,140}}?"
            r"(?:struggl|suicid|crisis|distress|depress|self-harm|mental health|(?:in )?need(?:s|ing)? (?:of )?(?:help|support))"
            rf"{_IN}{{0,160}}?\b(?:call|text|contact(?:ed)?|dial|reach|phone|chat|available)\b{_IN}{{0,200}}\.(?![\"'])"
            rf"(?: {_IN}{{0,160}}?{_REACHED}{_IN}{{0,120}}\.(?![\"'])){{0,4}}",
            re.MULTILINE,
        ),
        examples=(
            (
                "Rain fell. If you or someone you know is struggling, call or text 100-0000. It snowed.",
                "Rain fell. It snowed.",
            ),
            (
                "Rain fell.\nIf you or a loved one needs help, advice is available. Call 100-0000 or go to help.example.org.",
                "Rain fell.",
            ),
            ("If you or someone you know saw the car, call the police.",) * 2,
            ('He said: "If you or someone you know is struggling, call us." Rain fell.',) * 2,
        ),
    ),
    Rule(
        name="note on the translation",
        guards=("translat",),
        needs=("AI", "artificial", "machine"),
        zone="anywhere",
        pattern=re.compile(
            rf"{_BEGIN}\(?(?:This|The) (?:article|story|report|text) was {_IN}{{0,60}}?translat{_IN}{{0,90}}?\b(?:AI|artificial intelligence|machine)\b{_IN}{{0,90}}\."
            rf"(?: (?:It|The (?:article|text|translation)) was {_IN}{{0,20}}(?:edit|review|check){_IN}{{0,80}}\.)?"
            rf"(?: All AI-assisted translations {_IN}{{0,80}}\.)?\)?",
            re.MULTILINE,
        ),
        examples=(
            (
                "Rain fell. This article was translated from the original with the help of AI tools. It was then edited by an editor.",
                "Rain fell.",
            ),
            (
                "This story was written in Korean and translated by machine.\nRain fell.",
                "Rain fell.",
            ),
            ("The report was translated into Korean. Tools of AI are sold.",) * 2,
        ),
    ),
    Rule(
        name="terms of use of pictures",
        guards=("o use in betting",),
        zone="anywhere",
        pattern=re.compile(
            r"\s?(?:EDITORIAL USE ONLY\.? ?)?(?:No use with unauthori[sz]ed [^\n]{0,120}? services(?: or NFTs)?\.? ?)?"
            r"(?:Online in-match use limited to [^\n.]{0,60}\.? ?)?[Nn]o use in betting, games or single club/league/player publications\.?"
        ),
        examples=(
            (
                "A match. Online in-match use limited to 120 images. No use in betting, games or single club/league/player publications.",
                "A match.",
            ),
            ("There is no use in betting on rain.",) * 2,
        ),
    ),
    Rule(
        name="picture from the files",
        guards=("FILE PHOTO", "File photo", "File Photo"),
        zone="end",
        takes="caption",
        pattern=re.compile(
            r"(?:(?<=[.!?)\]])|(?<=[.!?][\"']))\s?(?:PHOTO ILLUSTRATION; )?(?:FILE PHOTO|File [Pp]hoto)\.?(?: ?[;*]{1,3})?$",
            re.MULTILINE,
        ),
        examples=(
            ("A ship on Sunday. FILE PHOTO\nRain fell.\nIt snowed.", "Rain fell.\nIt snowed."),
            ("He showed a file photo\nof a ship.",) * 2,
        ),
    ),
)
