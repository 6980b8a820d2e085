"""Small feeds for tests: fictional articles, the same ones every time."""

import gzip
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

START = datetime(2031, 3, 3, 9, 0, tzinfo=UTC)
OUTLETS = ("한마루", "가온통신", "나루일보", "솔빛신문", "다온뉴스", "The Harbor Post")
VOCABULARY = (
    "정부 시장 항구 조선소 노선 열차 공장 협약 발표 수출 물량 계약 주민 안전 점검 예산 "
    "심의 위원회 개통 연기 결정 전망 지역 기업 투자 설비 운영 이용객 요금 인상 협의 회의 "
    "대표 관계자 설명 계획 행사 축제 무대 공연 관람객 선수 경기 우승 감독 훈련 병원 의료 "
    "환자 연구 결과 실험 기술 개발"
)
WORDS = VOCABULARY.split()


def article(name: str, **fields: Any) -> dict[str, Any]:
    """One article in our JSON; what is not given is ordinary."""
    return {
        "id": name,
        "outlet": "한마루",
        "language": "ko",
        "title": f"{name} 소식",
        "body": text(name),
        "received": START.isoformat(),
    } | fields


def text(seed: str, sentences: int = 8) -> str:
    """Sentences that no other seed gives."""
    dice = random.Random(seed)
    return "\n\n".join(
        " ".join(dice.choice(WORDS) + dice.choice(("은", "을", "에서", "의")) for _ in range(9))
        + " 밝혔다."
        for _ in range(sentences)
    )


def news_day(count: int, *, seed: int = 1) -> list[dict[str, Any]]:
    """A feed in order of arrival: stories, copies, trims, late, undated and revised articles."""
    dice = random.Random(seed)
    articles: list[dict[str, Any]] = []
    for number in range(count):
        moment = START + timedelta(minutes=7 * number)
        one = article(
            f"a{number:04}",
            outlet=dice.choice(OUTLETS),
            title=text(f"{seed}-{number}", 1)[:30],
            body=text(f"{seed}-{number}", 6 + number % 5),
            published=(moment - timedelta(minutes=dice.randrange(30))).isoformat(),
            received=moment.isoformat(),
        )
        kind = dice.randrange(10)
        earlier = dice.choice(articles) if articles else one
        if kind < 3:  # a copy
            one |= {"title": earlier["title"], "body": earlier["body"]}
        elif kind == 3:  # trimmed
            one["body"] = "\n\n".join(str(earlier["body"]).split("\n\n")[:4])
        elif kind == 4:  # extended
            one["body"] = f"{earlier['body']}\n\n{one['body']}"
        elif kind == 5:  # late
            one["received"] = (moment - timedelta(days=9)).isoformat()
        elif kind == 6:  # without a time
            del one["received"], one["published"]
        elif kind == 7:  # a new revision of an earlier one
            one |= {"id": earlier["id"], "revision": number}
        articles.append(one)
    return articles


def lines(records: Iterable[Mapping[str, Any] | bytes]) -> bytes:
    """JSON lines; bytes stand as they are."""
    return b"".join(
        (one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode()) + b"\n"
        for one in records
    )


def write_feed(path: Path, records: Iterable[Mapping[str, Any] | bytes]) -> Path:
    """Write JSON lines, compressed where the name says so."""
    content = lines(records)
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    return path


def broken_records() -> Sequence[bytes]:
    """Records that cannot become articles, one of each kind."""
    return (
        b"[1, 2, 3]",
        b'{"id": "torn", "title": "',
        b'{"id": "latin", "title": "\xe9t\xe9", "body": "b"}',
        b'{"id": "half", "title": "\\ud800", "body": "b"}',
        b'{"id": "typed", "title": 3, "body": "b"}',
        b'{"id": "empty", "title": "", "body": " "}',
        b'{"id": "' + b"x" * 10_240 + b'", "title": "t", "body": "b"}',
        b'{"id": "when", "title": "t", "body": "b", "received": "yesterday"}',
        b'{"id": "what", "title": "t", "body": "b", "status": "maybe"}',
    )
