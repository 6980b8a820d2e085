"""Five saved pages: the cleaned body holds the whole article and no furniture.

The pages belong to their publishers and stand beside the checkout; here are only the order and
size of their parts and single words.
"""

import re
from pathlib import Path

import pytest

from dedup.core.article import Article
from dedup.core.clean import Text, clean
from dedup.formats.page_text import decode_page

SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the saved pages are not beside the checkout"),
]

# Of each page: how many paragraphs its article has (60 characters and more, captions not counted),
# and how its first and last paragraph begin and end.
ARTICLES = {
    "000": (9, "AI가 디지털", "서막이 올랐다."),
    "001": (15, "미국과의 인공지능", "확대할 방침이다."),
    "002": (14, "배경훈 과학기술", "시작한 셈이다."),
    "003": (12, "우리 정부가", "예정이라고 전했다."),
    "004": (8, '"인공지능(AI) 시대엔', '필요할 것"이라고 전했다.'),
}
FURNITURE = re.compile(
    r"@|댓글|로그인|°|월요일|기사등록일|공유합니다|관련기사|닫기|뜨는 뉴스|트랜드|edition"
    r"|발행인|사업자등록번호|Copyright|무단|재배포|News1|뉴스1|연합뉴스|gettyimage|(?<!청)사진"
    r"|본문 이미지|[가-힣]{2,4} 기자|이코노믹데일리|인더스트리뉴스|국민은행|삼성증권"
    r"|테크 브리핑|승인 20|입력"
)


def read(number: str) -> tuple[Article, Text]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    article = decode_page(path.read_bytes(), name=path.stem)
    assert isinstance(article, Article)
    text = clean(title=article.title, body=article.body, language=article.language)
    return article, text


@pytest.mark.parametrize("number", ARTICLES)
def test_the_body_holds_the_whole_article(number: str) -> None:
    paragraphs, first, last = ARTICLES[number]
    _, text = read(number)
    long = [line for line in text.body.split("\n") if len(line) >= 60]
    assert len(long) == paragraphs
    assert long[0].startswith(first)
    assert text.body.endswith(last)


@pytest.mark.parametrize("number", ARTICLES)
def test_the_body_holds_no_furniture(number: str) -> None:
    _, text = read(number)
    assert FURNITURE.findall(text.body) == []


@pytest.mark.parametrize("number", ARTICLES)
def test_every_paragraph_of_the_page_is_in_the_body_or_a_caption(number: str) -> None:
    def key(line: str) -> str:
        return re.sub(r"[\W_]+", "", line)

    article, text = read(number)
    kept = key(text.body) + "".join(map(key, text.captions))
    ends = re.compile(r"다[.\"”]{1,2}\s*$")
    lines = [line for line in article.body.split("\n") if ends.search(line)]
    lines = [re.sub(r"^[\[(].{2,30}?[\])](?:.{2,10}기자 =)?", "", line) for line in lines]
    not_text = re.compile(r"복구할|가능합니다|남기실|(?<!청)사진|^- ")
    lines = [line for line in lines if not not_text.search(line)]
    assert lines
    assert [line for line in lines if key(line) not in kept] == []


@pytest.mark.parametrize("number", ARTICLES)
def test_captions_are_not_in_the_body(number: str) -> None:
    _, text = read(number)
    assert all(caption not in text.body for caption in text.captions)


def test_captions_are_taken_out_once() -> None:
    assert [len(read(number)[1].captions) for number in ARTICLES] == [2, 2, 0, 2, 1]


def test_titles_outlets_and_dates_are_read_where_the_page_says_them() -> None:
    pages = [read(number)[0] for number in ARTICLES]
    assert [len(page.title) for page in pages] == [40, 36, 30, 48, 35]
    assert [page.outlet for page in pages] == ["이코노믹데일리", "뉴스1", "", "인더스트리뉴스", ""]
    assert [page.published for page in pages] == [
        1_759_128_479_000_000,
        None,
        None,
        1_705_640_400_000_000,
        1_763_138_400_000_000,
    ]


def test_credits_come_out_as_data() -> None:
    named = [read(number)[1].credits for number in ARTICLES]
    assert [credit.agency for credit in named] == ["", "뉴스1", "", "", ""]
    assert [len(credit.bylines) for credit in named] == [1, 1, 1, 1, 2]
    assert (named[1].version, named[1].place) == ("종합", "서울")
    assert [bool(credit.photo) for credit in named] == [True, True, False, True, True]
