"""Rules for every language: photo credits, addresses, copyright lines, widgets."""

import re

from dedup.core.clean.rule import Rule

MAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
SHORT_TO_THE_END = r"(?:\n(?![^\n]{90})[^\n]*)*\Z"  # no line as long as a paragraph follows

UNIVERSAL = (
    Rule(
        name="comment widget",
        guards=("댓글", "omment"),
        pattern=re.compile(
            r"^(?:\d{0,6}개?의? ?댓글(?: ?\d{0,6}| ?삭제| ?쓰기| ?더보기)|\d{1,6} ?Comments?"
            r"|(?:View|Leave a|Post a|Show) [Cc]omments?)$" + SHORT_TO_THE_END,
            re.MULTILINE,
        ),
        examples=(
            ("본문이 끝났다.\n0개의 댓글\n0 / 300\n댓글 더보기\n닫기", "본문이 끝났다."),
            ("The end.\n12 Comments\nLog in", "The end."),
        ),
    ),
    Rule(
        name="copyright line",
        guards=("©", "opyright", "(c)", "저작권", "무단", "(C)"),
        zone="tail",
        pattern=re.compile(
            r"(?:^|(?<=[.!?\"')\]>] )|(?<=[.!?\"')\]>]))[<\[(]?\s?(?:©|\([cC]\)|[Cc]opyright|저작권자|무단)"
            r"[^\n]{0,160}(?:reserved|금지|©|20\d\d)[^\n]{0,120}\Z",
            re.MULTILINE,
        ),
        examples=(
            ("끝났다.\nCopyright © 우리신문. All rights reserved. 무단 전재 금지.", "끝났다."),
            ("끝났다.<저작권자(c) 우리통신, 무단 전재-재배포, AI 학습 및 활용 금지>", "끝났다."),
            ("It ended.\n© 2025 Example Press. All rights reserved.", "It ended."),
        ),
    ),
    Rule(
        name="address at the end",
        guards=("@",),
        zone="tail",
        pattern=re.compile(rf"[\s/(\[|·,]{{0,4}}{MAIL}[)\]. ]{{0,3}}\Z"),
        examples=(("밝혔다. writer@example.com", "밝혔다."), ("End. (writer@example.com)", "End.")),
    ),
    Rule(
        name="link at the end",
        guards=("http",),
        zone="tail",
        pattern=re.compile(r"(?:^|[\s(\[:=]{1,4})https?://[^\s가-힣]{4,300}\s?\Z", re.MULTILINE),
        examples=(("끝났다. https://news.example.com/view/1", "끝났다."),),
    ),
    Rule(
        name="hashtags at the end",
        guards=("#",),
        zone="tail",
        pattern=re.compile(r"(?:\s*#[^\s#]{1,30})+\s*\Z"),
        examples=(("밝혔다.#우주 #발사", "밝혔다."),),
    ),
)
