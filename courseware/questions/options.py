"""What kinds with options share: sound lists for authors, an order to show them in, their plain wording."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from courseware.questions import Grade, Option, QuestionBase
from courseware.words import Language, Text


class Named(Protocol):
    """Anything with an id and a text: an option, or one side of a pair."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> Text: ...


Item = TypeVar("Item", bound=Named)


def faults(items: Sequence[Named]) -> list[str]:
    """What is wrong with a list as such: ids or texts that stand twice. Sentences for authors."""
    found = [f"the id {name!r} is used {n} times" for name, n in Counter(item.id for item in items).items() if n > 1]
    for language, texts in (
        ("zh", [item.text.zh for item in items]),
        ("en", [item.text.en for item in items if item.text.en is not None]),
    ):
        found += [f"two {language} texts read {text!r}" for text, n in Counter(texts).items() if n > 1]
    return found


def unexplained(options: Iterable[Option]) -> list[str]:
    """A sentence for each wrong option that does not say what the mistake is."""
    return [f"option {o.id!r} is wrong and needs feedback" for o in options if not o.right and o.feedback is None]


def chosen(question: QuestionBase, items: Iterable[Option], choices: Collection[str] | None) -> Grade:
    """The grade of ticking `choices` among `items`, by the question's scoring, where blind ticking never pays.

    With penalty (right ones chosen − wrong ones chosen) ÷ right ones, never below 0; part marks: right ones chosen ÷
    right ones, or ÷ chosen ones if those are more. A part is an item: True where choosing or leaving it was right; all
    False when nothing was answered (None).
    """
    items = list(items)
    right, taken = {item.id for item in items if item.right}, set(choices or ())
    if question.scoring == "all_or_nothing":
        share = Fraction(choices is not None and taken == right)
    elif question.scoring == "part_marks":
        share = Fraction(len(taken & right), max(len(taken), len(right)))
    else:
        share = Fraction(max(0, len(taken & right) - len(taken - right)), len(right))
    parts = {item.id: choices is not None and (item.id in taken) == item.right for item in items}
    return Grade(question.points * share, question.points, parts)


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """A sentence for authors: there is no `what` of that name, and which one is nearest."""
    near = get_close_matches(name, list(known), 1, 0)
    return f"no {what} is called {name}" + (f"; did you mean {near[0]}?" if near else "")


def require(problems: Sequence[str]) -> None:
    """Raise ValueError with all `problems` in one message, if there are any."""
    if problems:
        raise ValueError("; ".join(problems))


def ordered(items: Sequence[Item], order: Sequence[str] | None) -> list[Item]:
    """`items` in the drawn order of their ids; an item the order does not know comes last, nothing is ever lost."""
    place = {name: n for n, name in enumerate(order or ())}
    return sorted(items, key=lambda item: place.get(item.id, len(place)))


def shown(items: Sequence[Named], order: Sequence[str] | None) -> list[dict[str, Any]]:
    """Id and text of each item in the drawn order, and nothing else."""
    return [{"id": item.id, "text": item.text} for item in ordered(items, order)]


def wording(items: Sequence[Named], name: str, language: Language) -> str:
    """The text of one item without its bold marks; an id that is gone stands for itself."""
    return next((item.text.told(language).replace("**", "") for item in items if item.id == name), name)


def counted(items: Sequence[Named], choices: Iterable[str]) -> dict[str, int]:
    """How often each item was chosen, in the authors' order; what is gone comes after them."""
    counts = {item.id: 0 for item in items}
    for choice in choices:
        counts[choice] = counts.get(choice, 0) + 1
    return counts


def listed(items: Sequence[Named], choices: Iterable[str], language: Language) -> str:
    """The texts of what was chosen; — for nothing."""
    return ("；" if language == "zh" else "; ").join(wording(items, choice, language) for choice in choices) or "—"


def earned(items: Iterable[Option], choices: Collection[str]) -> list[tuple[str, Text]]:
    """The feedback of wrong items that were chosen, with their ids."""
    return [(item.id, item.feedback) for item in items if item.id in choices and not item.right and item.feedback]
