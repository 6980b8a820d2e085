"""Rules for languages in Devanagari: Hindi and its neighbours."""

import re

from dedup.core.agencies import DEVANAGARI as AGENCIES
from dedup.core.agencies import pattern, spellings
from dedup.core.clean.lines import A_NAME, LINES, alone, dated, either, forms, from_home, labelled
from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import UNIVERSAL

_AGENCY = pattern(AGENCIES)
_NAMES = spellings(AGENCIES)
# A last line of a few words that ends so is a sentence: "वार्ता जारी रहेगी".
_VERB = "(?:है|हैं|था|थी|थे|गा|गी|गे|हुई|हुए|हुआ|रही|रहे|रहा|गई|गए|गया)"
_MONTHS = """
जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर|जन|फर|अग|सित|अक्टू|नव|दिस
jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september
october|november|december
"""

RULES = (
    Rule(
        name="dateline of an agency",
        guards=tuple(f"({name})" for name in _NAMES),
        zone="head",
        pattern=re.compile(
            rf"^(?P<place>[^\n().।:;\d]{{2,30}}?), ?(?:\d{{1,2}} ?{either(forms(_MONTHS))}|{either(forms(_MONTHS))} ?\d{{1,2}})"
            rf" ?\((?P<agency>{_AGENCY})\)[.:]? ?(?:[-–—] ?)?"
            rf"|^(?P<where>[^\n().।:;\d]{{2,30}}?) ?\((?P<agency_alone>{_AGENCY})\) ?[-–—:.] ?",
            re.MULTILINE,
        ),
        examples=(
            ("उदाहरणपुर, 3 मार्च (भाषा) बारिश हुई।", "बारिश हुई।"),
            ("उदाहरणपुर (एएनआई): बारिश हुई।", "बारिश हुई।"),
            ("समिति की (भाषा) पर बारिश हुई।",) * 2,
        ),
    ),
    Rule(
        name="reporter and place",
        guards=("संवाददाता,", "ब्यूरो,", "एजेंसी,", "डेस्क,"),
        zone="head",
        pattern=re.compile(
            r"^(?:[^\n।,]{1,24} )?(?:संवाददाता|ब्यूरो|एजेंसी|डेस्क), (?P<place>[^\n।,]{2,20})। ?",
            re.MULTILINE,
        ),
        examples=(
            ("संवाददाता, उदाहरणपुर। बारिश हुई।", "बारिश हुई।"),
            ("संवाददाता ने कहा कि बारिश हुई।",) * 2,
        ),
    ),
    Rule(
        name="signature of an agency",
        guards=_NAMES,
        zone="last",
        reach=40,
        pattern=re.compile(
            rf"(?:(?<=[।.!?\"'])\s?|\n)(?:\((?:[^\n()]{{0,24}}[ :])?(?P<agency>{_AGENCY})(?: के साथ)?\)"
            rf"|(?P<agency_alone>{_AGENCY})(?![^\n]*{_VERB}\Z)(?: [^\s.।]{{2,8}}){{0,4}})\Z"
        ),
        examples=(
            ("बारिश हुई। (भाषा)", "बारिश हुई।"),
            ("बारिश हुई।\nभाषा कखग चछज", "बारिश हुई।"),
            ("बारिश हुई।\n(इनपुट: पीटीआई)", "बारिश हुई।"),
            ("बारिश हुई।\nयह सब उसकी भाषा",) * 2,
            ("बारिश हुई।\nवार्ता जारी रहेगी",) * 2,
        ),
    ),
    Rule(
        name="note on what an agency sent",
        guards=("खबर", "समाचार", "स्टोरी", "सिंडिकेट"),
        zone="tail",
        reach=200,
        pattern=re.compile(
            r"\n[(\[]?[^\n]{0,40}(?:खबर|समाचार|स्टोरी)[^\n]{0,140}(?:संपादित नहीं|सिंडिकेट फीड|स्वतः प्रकाशित|प्रकाशित की गई)[^\n]{0,80}(?=\n|\Z)"
        ),
        examples=(
            (
                "बारिश हुई।\n(यह खबर सिंडिकेट फीड से आई है और हमारी टीम ने इसे संपादित नहीं किया है।)",
                "बारिश हुई।",
            ),
            ("बारिश हुई।\nयह खबर सुनकर सब खुश हुए।",) * 2,
        ),
    ),
    labelled(
        "byline label",
        """
द्वारा|लेखक|रिपोर्ट|रिपोर्टर|संवाददाता|संपादक|संपादन|edited by|written by|reported by|by|प्रस्तुति|सोर्स|स्रोत|source
""",
        sign=" ?: ?",
        rest=A_NAME,
        examples=(("द्वारा: संवाददाता, उदाहरणपुर\nबारिश हुई।", "बारिश हुई।"), ("संपादक ने कहा।",) * 2),
    ),
    dated(
        "date line",
        """
प्रकाशित|प्रकाशित तिथि|अपडेटेड|अपडेट|अद्यतन|पब्लिश|पब्लिश्ड|ist|am|pm|बजे|सुबह|शाम|रविवार|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार
शनिवार|published|updated|last updated|first published|published on|updated on|on|at|sun|mon|tue|wed|thu|fri|sat
""",
        months=_MONTHS,
        examples=(
            ("प्रकाशित: 3 मार्च 2031, 11:05 AM IST\nबारिश हुई।", "बारिश हुई।"),
            ("3 मार्च 2031 को बारिश हुई।",) * 2,
        ),
    ),
    alone(
        "buttons",
        """
होम|राज्य|देश|विदेश|मनोरंजन|खेल|शेयर करें|शेयर|साझा करें|विज्ञापन|यह भी पढ़ें|ये भी पढ़ें|और पढ़ें|अधिक पढ़ें|संबंधित खबरें
ट्रेंडिंग|ताजा खबरें|डिजिटल डेस्क|न्यूज डेस्क|वेब डेस्क|सभी अधिकार सुरक्षित|सर्वाधिकार सुरक्षित|फॉलो करें|टिप्पणियां|कमेंट करें
हमें फॉलो करें|ऐप डाउनलोड करें|Facebook|Twitter|WhatsApp|Telegram|share|advertisement|follow us|read more
""",
        examples=(
            ("होम / राज्य\nबारिश हुई।\nविज्ञापन\nबहुत हुई।", "बारिश हुई।\nबहुत हुई।"),
            ("विज्ञापन पर बहस हुई।",) * 2,
        ),
    ),
    labelled(
        "read also",
        "यह भी पढ़ें|ये भी पढ़ें|यह भी पढ़े|ये भी पढ़े|इसे भी पढ़ें|और पढ़ें|यह भी देखें|हे वाचा|also read|read also",
        sign=" ?[:|>»-]{1,2} ?",
        examples=(("बारिश हुई।\nयह भी पढ़ें: तूफान\nबहुत हुई।", "बारिश हुई।\nबहुत हुई।"),),
    ),
    labelled(
        "tags",
        "टैग|टैग्स|विषय|tags|topics",
        examples=(("बारिश हुई।\nटैग: बारिश", "बारिश हुई।"),),
    ),
    labelled(
        "time to read",
        "पढ़ने का समय",
        sign=r" ?:? ?(?=\d)",
        rest=r"[^\n]{0,20}",
        examples=(("पढ़ने का समय: 2 मिनट\nबारिश हुई।", "बारिश हुई।"),),
    ),
    Rule(
        name="call to follow",
        guards=("जुड़ें", "फॉलो", "सब्सक्राइब", "डाउनलोड"),
        zone="line",
        pattern=re.compile(
            "^(?=[^\n]{0,120}(?:"
            + "|".join(
                forms(
                    "व्हाट्सएप|व्हाट्सऐप|फेसबुक|ट्विटर|इंस्टाग्राम|टेलीग्राम|यूट्यूब|गूगल न्यूज|ऐप|Facebook|WhatsApp"
                )
            )
            + "))[^\n]{0,100}(?:"
            + "|".join(forms("जुड़ें|जुड़े|फॉलो करें|सब्सक्राइब करें|डाउनलोड करें"))
            + ")[^\n।]{0,20}।?$",
            re.MULTILINE,
        ),
        examples=(
            ("बारिश हुई।\nहमारे व्हाट्सएप चैनल से जुड़ें", "बारिश हुई।"),
            ("लोग अभियान से जुड़ें, नेता ने कहा।",) * 2,
        ),
    ),
    Rule(
        name="credit of a picture",
        guards=("फोटो", "फ़ोटो", "तस्वीर", "छायाचित्र"),
        zone="end",
        takes="caption",
        pattern=re.compile(
            r"(?:(?<=[।.!?\"'])\s?|^|(?<=\S) ?(?=[(\[|]))[(\[|]? ?(?:फाइल )?(?:फोटो|फ़ोटो|तस्वीर|छायाचित्र)"
            r"(?:(?: ?साभार)? ?[:-] ?(?P<photo>[^\n:।]{2,50}?)|(?<=[(\[]फाइल फोटो)|(?<=[(\[]फोटो))[)\]]?$",
            re.MULTILINE,
        ),
        examples=(
            ("बारिश में लोग। फोटो: भाषा\nबारिश हुई।\nबहुत हुई।", "बारिश हुई।\nबहुत हुई।"),
            ("बारिश में लोग (फाइल फोटो)\nबारिश हुई।\nबहुत हुई।", "बारिश हुई।\nबहुत हुई।"),
            ("उसने एक फोटो\nदिखाई।",) * 2,
        ),
    ),
    from_home(
        "होम|मुख्य पृष्ठ",
        examples=(("होम / प्रदेश\nबारिश हुई।", "बारिश हुई।"),),
    ),
    *LINES,
    *UNIVERSAL,
)
