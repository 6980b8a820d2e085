"""core.language: scripts decide, the library is asked only where several languages share one."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.core.article import HOUR, Article
from dedup.core.fingerprint import Fingerprint, prepare
from dedup.core.language import decide, known


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("한빛시가 새 다리를 개통했다.", "ko"),
        ('AI 기업 NewBrain, 3분기 매출 12% 증가…CEO "내년도 성장"', "ko"),
        ("北 미사일 발사", "ko"),
        ("市長が新しい橋の開通式に出席した。", "ja"),
        ("東京タワー", "ja"),
        ("市长出席新桥开通仪式，三年工程完工。", "zh"),
        ("新聞の日の活動在台北舉行，市長出席並致詞，現場有三百人參加。", "zh"),
        ("นายกเทศมนตรีเปิดสะพานใหม่", "th"),
        ("افتتح رئيس البلدية جسرا جديدا فوق النهر", "ar"),
        ("شهردار پل جدید را افتتاح کرد", "fa"),
        ("ראש העיר חנך גשר חדש", "he"),
        ("Ο δήμαρχος εγκαινίασε τη νέα γέφυρα", "el"),
        ("महापौर ने नए पुल का उद्घाटन किया और लोगों को बधाई दी", "hi"),
        ("Мэр открыл новый мост через реку", "ru"),
        ("Київ: мер відкрив новий міст через річку", "uk"),
        ("Мост", "ru"),
        ("The mayor opened the new bridge after three years of work.", "en"),
        ("Der Bürgermeister eröffnet nach drei Jahren die neue Brücke.", "de"),
        ("Le maire inaugure le nouveau pont après trois ans de travaux.", "fr"),
        ("El alcalde inaugura el nuevo puente tras tres años de obras.", "es"),
        ("Thị trưởng khánh thành cây cầu mới sau ba năm xây dựng", "vi"),
    ],
)
def test_the_language_of_a_headline_is_decided(text, language):
    assert decide(text) == language


@pytest.mark.parametrize("text", ["", "   ", "12.5% ↑ 3,400", "🙂" * 500, "BTS", "\x00\u200f"])
def test_text_that_says_nothing_is_undecided(text):
    assert decide(text) == ""


def test_a_quotation_in_another_script_does_not_decide():
    assert decide('The minister said "안녕하세요" to the crowd before leaving the hall.') == "en"
    assert decide("장관은 회의에서 「こんにちは」라고 인사하고 자리를 떠났다고 전했다.") == "ko"


def test_only_the_beginning_counts():
    assert decide("가" * 400 + " the mayor opened the bridge" * 100) == "ko"


@pytest.mark.parametrize(("given_", "language"), [("", "ko"), ("en", "en")])
def test_an_article_without_language_is_given_one_when_prepared(given_, language):
    article = Article(id="a", language=given_, title="새 다리 개통", body="한빛시가 다리를 열었다.")
    fingerprint = prepare(article, future_tolerance=HOUR)
    assert isinstance(fingerprint, Fingerprint)
    assert fingerprint.language == language


@given(st.text(max_size=600))
def test_any_text_has_a_language_or_none_and_always_the_same(text):
    language = decide(text)
    assert language == known(language)
    assert language == decide(text)


def test_the_library_loads_no_model_for_hangul():
    program = (
        "from dedup.core import language as l\n"
        "assert l.decide('한빛시가 새 다리를 개통했다. AI') == 'ko'\n"
        "assert l.decide('市長が橋を') == 'ja'\n"
        "assert l._identifier.cache_info().currsize == 0\n"
        "assert l.decide('The mayor opened the bridge today') == 'en'\n"
        "assert l._identifier.cache_info().currsize == 1\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ko", "ko"),
        ("KO", "ko"),
        ("ko-KR", "ko"),
        ("en_US", "en"),
        (" zh-Hant-TW ", "zh"),
        ("kor", "ko"),
        ("iw", "he"),
        ("xx", ""),
        ("und", ""),
        ("mul", ""),
        ("", ""),
        ("한국어", ""),
        ("Korean", ""),
        ("-", ""),
    ],
)
def test_codes_are_known_by_their_primary_subtag(code, language):
    assert known(code) == language
