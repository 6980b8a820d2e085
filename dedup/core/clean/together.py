"""Works that ask questions, and who answers many at once → their results, in the works' order."""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")
Result = TypeVar("Result")


def together(
    works: Sequence[Generator[Question, Answer, Result]],
    answer: Callable[[Sequence[Question]], Sequence[Answer]],
) -> list[Result]:
    """Run each work to its end; what those still at work ask is answered in one call.

    A work yields questions and is sent their answers, which come in the order of the questions.
    """
    results: dict[int, Result] = {}
    steps: dict[int, Callable[[], Question]] = {
        nth: work.__next__ for nth, work in enumerate(works)
    }
    while steps:
        asked: dict[int, Question] = {}
        for nth, step in steps.items():
            try:
                asked[nth] = step()
            except StopIteration as end:
                results[nth] = end.value
        answers = answer(list(asked.values())) if asked else ()
        steps = {
            nth: partial(works[nth].send, given) for nth, given in zip(asked, answers, strict=True)
        }
    return [results[nth] for nth in range(len(works))]
