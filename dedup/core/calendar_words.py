"""A lead in other languages than Korean, English, Chinese and Japanese → the days that it names.

"22 novembre", "22. November" and "22/11" are days of the year; "am Sonntag" and "в воскресенье" are
the nearest such weekday, not more than three days ahead. Words that mean something else as well
("segunda", "pazar", "minggu") count only in the form that is a day.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

# Of each language its months, January first, and its weekdays, Monday first; forms of one are
# separated by a slash.
_MONTHS = {
    "de": "januar/jänner februar märz april mai juni juli august september"
    " oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre"
    " octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro"
    " outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września"
    " października listopada grudnia",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ar": "يناير فبراير مارس أبريل/إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "th": "มกราคม/ม.ค. กุมภาพันธ์/ก.พ. มีนาคม/มี.ค. เมษายน/เม.ย. พฤษภาคม/พ.ค."
    " มิถุนายน/มิ.ย. กรกฎาคม/ก.ค. สิงหาคม/ส.ค. กันยายน/ก.ย. ตุลาคม/ต.ค. พฤศจิกายน/พ.ย. ธันวาคม/ธ.ค.",
}
_WEEKDAYS = {
    "de": "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "tr": "pazartesi_günü salı_günü çarşamba_günü perşembe_günü"
    " cuma_günü cumartesi_günü pazar_günü",
    "pl": "w_poniedziałek we_wtorek w_środę w_czwartek w_piątek w_sobotę w_niedzielę",
    "ru": "в_понедельник во_вторник в_среду в_четверг в_пятницу в_субботу в_воскресенье",
    "uk": "у_понеділок/в_понеділок у_вівторок/в_вівторок у_середу/в_середу у_четвер/в_четвер"
    " у_п'ятницю/в_п'ятницю у_суботу/в_суботу у_неділю/в_неділю",
    "ar": "الاثنين/الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "hi": "सोमवार मंगलवार बुधवार गुरुवार/बृहस्पतिवार शुक्रवार शनिवार रविवार",
    "id": "pada_senin pada_selasa pada_rabu pada_kamis pada_jumat pada_sabtu pada_minggu",
}
_NUMERIC = frozenset({"id", "vi"})  # where 22/11 is the usual way to write a day


class Named(NamedTuple):
    """A day of a month, perhaps of a year, or else a weekday, Monday 0."""

    month: int
    day: int
    year: int = 0
    weekday: int = -1


def calendar_words(text: str, *, language: str) -> Iterator[Named]:
    """Yield the days that a text in one language names, in their order."""
    found = _patterns().get(language)
    if found is None:
        return
    pattern, months, weekdays = found
    for match in pattern.finditer(text):
        if name := match["weekday"]:
            # some capitals have no lower case of their own
            weekday = weekdays.get(name.lower(), -1)
            if weekday >= 0:
                yield Named(0, 0, weekday=weekday)
        elif name := match["month"]:
            yield Named(months.get(name.lower(), 0), int(match["day"]), int(match["year"] or 0))
        else:
            yield Named(int(match["number"]), int(match["first"]))


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], dict[str, int], dict[str, int]]]:
    return {
        language: _pattern(
            _numbered(_MONTHS.get(language, ""), first=1),
            _numbered(_WEEKDAYS.get(language, ""), first=0),
            numeric=language in _NUMERIC,
        )
        for language in sorted({*_MONTHS, *_WEEKDAYS, *_NUMERIC})
    }


def _pattern(
    months: dict[str, int], weekdays: dict[str, int], *, numeric: bool
) -> tuple[re.Pattern[str], dict[str, int], dict[str, int]]:
    month = (
        rf"(?P<day>\d{{1,2}})(?:\.|er|º|°)? ?(?:de )?(?P<month>{_either(months)})(?!\w)"
        r"(?:,? (?:de |del )?(?P<year>[12]\d{3}))?"
    )
    weekday = rf"(?P<weekday>{_either(weekdays)})(?!\w)"
    number = r"(?P<first>\d{1,2})/(?P<number>\d{1,2})(?!\w|/\d{1,2}\b)"
    ways = [month, weekday, *([number] if numeric else [])]
    return re.compile(rf"(?<![\w/.,])(?:{'|'.join(ways)})", re.IGNORECASE), months, weekdays


def _numbered(words: str, *, first: int) -> dict[str, int]:
    return {
        form.replace("_", " "): nth
        for nth, forms in enumerate(words.split(), first)
        for form in forms.split("/")
    }


def _either(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
