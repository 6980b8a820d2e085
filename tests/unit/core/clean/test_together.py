"""Works that ask questions are each answered in their own time, and together."""

from collections.abc import Generator, Sequence

from dedup.core.clean.together import together


def counting(number: int) -> Generator[int, int, int]:
    heard = 0
    for question in range(number):
        heard += yield question
    return heard


def test_every_work_hears_the_answers_to_its_own_questions() -> None:
    calls: list[list[int]] = []

    def answer(questions: Sequence[int]) -> list[int]:
        calls.append(list(questions))
        return [question * 10 for question in questions]

    assert together([counting(2), counting(0), counting(3)], answer) == [10, 0, 30]
    assert calls == [[0, 0], [1, 1], [2]]


def test_without_works_nothing_is_asked() -> None:
    assert together([], lambda _: []) == []
