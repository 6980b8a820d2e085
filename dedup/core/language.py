"""Text → its language, by script; a script that many languages share is decided by a small library.

The same text gives the same answer. Text in a script of one language (Hangul, kana, Thai …) never
reaches the library, whose model is loaded when the first other text comes. Undecided is "".
"""

import re
from functools import cache, lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE = 400  # characters: 16 of 16 languages told apart in seven headlines, 115 µs by the library
HEAD = 128  # characters: half of them Hangul is a Korean text, found in 5 µs
ENOUGH = 8  # letters: shorter Latin texts are names and tickers
CONFIDENT = (
    0.25  # of 112 headlines in 16 languages right ones start at .32 (one of two words: .04),
)
# names and tickers end at .07
SYLLABLE = 2  # letters that one Hangul, kana or Han character stands for

# Which characters, whose language, and, where several write it, which the library may say. Ties go
# to the script named first.
_SCRIPTS: dict[str, tuple[str, str, frozenset[str]]] = {
    "hangul": ("가-힣ᄀ-ᇿㄱ-ㆎ", "ko", frozenset()),
    "kana": ("ぁ-ゖァ-ヺーｦ-ﾝ", "ja", frozenset()),
    "han": ("一-鿿㐀-䶿豈-﫿𠀀-𯨟々", "zh", frozenset()),
    "cyrillic": (
        "Ѐ-ԯ",
        "ru",
        frozenset({"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt", "ba"}),
    ),
    "arabic": (
        "\u0620-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
        "ar",
        frozenset({"ar", "fa", "ur", "ps", "ug"}),
    ),
    "devanagari": ("\u0900-\u097f", "hi", frozenset({"hi", "mr", "ne"})),
    "greek": ("Ͱ-Ͽἀ-῾", "el", frozenset()),
    "hebrew": ("\u05d0-\u05f4", "he", frozenset()),
    "thai": ("\u0e01-\u0e4e", "th", frozenset()),
    "armenian": ("\u0531-\u0587", "hy", frozenset()),
    "georgian": ("\u10a0-\u10ff", "ka", frozenset()),
    "bengali": ("\u0980-\u09ff", "bn", frozenset()),
    "gurmukhi": ("\u0a00-\u0a7f", "pa", frozenset()),
    "gujarati": ("\u0a80-\u0aff", "gu", frozenset()),
    "odia": ("\u0b00-\u0b7f", "or", frozenset()),
    "tamil": ("\u0b80-\u0bff", "ta", frozenset()),
    "telugu": ("\u0c00-\u0c7f", "te", frozenset()),
    "kannada": ("\u0c80-\u0cff", "kn", frozenset()),
    "malayalam": ("\u0d00-\u0d7f", "ml", frozenset()),
    "sinhala": ("\u0d80-\u0dff", "si", frozenset()),
    "lao": ("\u0e80-\u0eff", "lo", frozenset()),
    "tibetan": ("\u0f00-\u0fff", "bo", frozenset()),
    "burmese": ("\u1000-\u109f", "my", frozenset()),
    "ethiopic": ("\u1200-\u137f", "am", frozenset()),
    "khmer": ("\u1780-\u17ff", "km", frozenset()),
    "latin": ("A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿＡ-Ｚａ-ｚ", "", frozenset()),
}
_RUN = re.compile("|".join(f"(?P<{name}>[{row[0]}]+)" for name, row in _SCRIPTS.items()))
_HANGUL = re.compile("[가-힣]+")

# ISO 639-1, and what other standards and old habits call the same languages. Without kr: Kanuri has
# it, but feeds that say kr mean Korea.
_CODES = frozenset({
    "aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg",
    "bi", "bm", "bn", "bo", "br", "bs", "ca", "ce", "ch", "co", "cr", "cs", "cu", "cv", "cy",
    "da", "de", "dv", "dz", "ee", "el", "en", "eo", "es", "et", "eu", "fa", "ff", "fi", "fj",
    "fo", "fr", "fy", "ga", "gd", "gl", "gn", "gu", "gv", "ha", "he", "hi", "ho", "hr", "ht",
    "hu", "hy", "hz", "ia", "id", "ie", "ig", "ii", "ik", "io", "is", "it", "iu", "ja", "jv",
    "ka", "kg", "ki", "kj", "kk", "kl", "km", "kn", "ko", "ks", "ku", "kv", "kw", "ky", "la",
    "lb", "lg", "li", "ln", "lo", "lt", "lu", "lv", "mg", "mh", "mi", "mk", "ml", "mn", "mr",
    "ms", "mt", "my", "na", "nb", "nd", "ne", "ng", "nl", "nn", "no", "nr", "nv", "ny", "oc",
    "oj", "om", "or", "os", "pa", "pi", "pl", "ps", "pt", "qu", "rm", "rn", "ro", "ru", "rw",
    "sa", "sc", "sd", "se", "sg", "si", "sk", "sl", "sm", "sn", "so", "sq", "sr", "ss", "st",
    "su", "sv", "sw", "ta", "te", "tg", "th", "ti", "tk", "tl", "tn", "to", "tr", "ts", "tt",
    "tw", "ty", "ug", "uk", "ur", "uz", "ve", "vi", "vo", "wa", "wo", "xh", "yi", "yo", "za",
    "zh", "zu",
})  # fmt: skip
_ALIASES = {
    "kor": "ko", "eng": "en", "jpn": "ja", "zho": "zh", "chi": "zh", "cmn": "zh", "deu": "de",
    "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "ita": "it", "nld": "nl",
    "dut": "nl", "rus": "ru", "ukr": "uk", "pol": "pl", "ces": "cs", "cze": "cs", "slk": "sk",
    "slo": "sk", "hun": "hu", "ron": "ro", "rum": "ro", "bul": "bg", "ell": "el", "gre": "el",
    "tur": "tr", "ara": "ar", "fas": "fa", "per": "fa", "heb": "he", "hin": "hi", "urd": "ur",
    "ben": "bn", "tam": "ta", "tha": "th", "vie": "vi", "ind": "id", "msa": "ms", "may": "ms",
    "swe": "sv", "dan": "da", "nor": "no", "nob": "nb", "fin": "fi", "iw": "he", "in": "id",
    "ji": "yi", "fil": "tl",
}  # fmt: skip


@lru_cache(maxsize=256)  # a feed is of a few languages
def known(code: str) -> str:
    """Return the primary subtag of a language code in lower case, or "" where it names none.

    `ko`, `KO`, `ko-KR`, `ko_KR` and `kor` are ko; `xx`, `und`, `mul` and nonsense are "".
    """
    primary = code.strip().lower().replace("_", "-").partition("-")[0]
    primary = _ALIASES.get(primary, primary)
    return primary if primary in _CODES else ""


def decide(text: str) -> str:
    """Return the language of the text's beginning as a primary subtag, or "" where undecided."""
    head = text[:HEAD]
    if 2 * sum(map(len, _HANGUL.findall(head))) > len(head):
        return "ko"
    sample = text[:SAMPLE]
    letters = dict.fromkeys(_SCRIPTS, 0)
    for run in _RUN.finditer(sample):
        letters[run.lastgroup or ""] += run.end() - run.start()
    if letters["kana"] * 5 >= letters["han"]:  # Chinese borrows a の, Japanese is half kana
        letters["kana"] += letters["han"] * bool(letters["kana"])
    for name in ("hangul", "kana", "han"):
        letters[name] *= SYLLABLE
    script = max(letters, key=letters.__getitem__)
    if letters[script] == 0:
        return ""
    _, language, others = _SCRIPTS[script]
    if script == "latin":
        return _classified(sample) if letters[script] >= ENOUGH else ""
    if others:
        said = _classified(sample)
        return said if said in others else language
    return language


def _classified(sample: str) -> str:
    language, confidence = _identifier().classify(sample)
    return known(language) if confidence >= CONFIDENT else ""


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model: 0.6 s and 120 MB, once."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
