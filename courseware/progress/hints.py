"""What statistics suggest to look at, question by question. The thresholds stand here; the page names them."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from courseware.progress.scoring import shown_percent
from courseware.progress.statistics import FEWEST, FEWEST_SHOWN, LONGEST, Item
from courseware.questions import QuestionBase, tallies
from courseware.words import Say

EASY = Fraction(95, 100)
"""A question is too easy from this difficulty on."""

HARD = Fraction(30, 100)
"""A question is too hard below this difficulty."""

TELLING = 0.1
"""Below this discrimination a question says next to nothing about who knows the matter; from as much below zero on it
says the opposite."""

CHOSEN = 10
"""Wrong answers that fewer people gave are not compared with the right one."""

AHEAD = 5.0
"""Percentage points by which those who gave a wrong answer are ahead in the rest of the quiz."""

RIGHT = 5
"""People with every point whom others are compared with; with fewer there is no comparison."""

RELIABLE, FAIR = 0.8, 0.7
"""From these on alpha says that scores can be relied on, and that they are fairly reliable."""

Key = Literal["few", "against", "ahead", "flat", "hard", "unused", "easy"]
KEYS: tuple[Key, ...] = get_args(Key)
"""The gravest first; `few` stands alone."""

GRAVE: frozenset[Key] = frozenset({"against", "ahead", "flat", "hard"})
"""Hints that the key or the question may be wrong; the others say that it could be better."""

THRESHOLDS = {
    "few": FEWEST, "fewest": FEWEST_SHOWN, "easy": int(EASY * 100), "hard": int(HARD * 100), "telling": TELLING,
    "chosen": CHOSEN, "ahead": int(AHEAD), "right": RIGHT, "high": RELIABLE, "fair": FAIR, "longest": LONGEST,
}  # fmt: skip
"""By the names that words use."""


@dataclass(frozen=True)
class Hint:
    """`key` says which. `chosen` are answers as the tally names them; `theirs` and `rights` are mean per cents in the
    rest of the quiz, of those who gave the first of these and of those who won every point."""

    key: Key
    chosen: tuple[str, ...] = ()
    theirs: float = 0.0
    rights: float = 0.0


def hints(item: Item, right: Collection[str], options: Collection[str]) -> tuple[Hint, ...]:
    """What to look at, the gravest first. `right` are the answers of the key, `options` all that can be chosen.

    against: strong people miss it. ahead: a wrong answer is that of stronger people. flat: next to no discrimination.
    hard, easy; unused: options nobody chose. Too easy a question is not asked to discriminate. few: too little data,
    then nothing else.
    """
    if item.people < FEWEST or item.difficulty is None:
        return (Hint("few"),)
    found: list[Hint] = []
    easy = item.difficulty >= EASY
    if item.discrimination is not None and not easy and item.discrimination < TELLING:
        found.append(Hint("against" if item.discrimination <= -TELLING else "flat"))
    if (ahead := _ahead(item, right)) and not easy:
        found.append(ahead)
    if item.difficulty < HARD:
        found.append(Hint("hard"))
    if unused := tuple(name for name in options if name not in item.choices):
        found.append(Hint("unused", unused))
    if easy:
        found.append(Hint("easy"))
    return tuple(sorted(found, key=lambda hint: KEYS.index(hint.key)))


def sentence(hint: Hint, item: Item, question: QuestionBase, say: Say) -> str:
    """A hint in words, not escaped."""

    def tell(one: Say) -> str:
        answers = [tallies.told(question, name, one) for name in hint.chosen]
        joined = answers[0] if answers else ""
        for answer in answers[1:]:
            joined = one("blocks.next", a=joined, b=answer)
        return one(
            f"statistics.hints.{hint.key}-text", answers=joined, few=FEWEST,
            n=item.choices[hint.chosen[0]].people if hint.key == "ahead" else item.people,
            r=decimal(item.discrimination or 0, one), percent=shown_percent((item.difficulty or Fraction(0)) * 100),
            theirs=int(hint.theirs), rights=int(hint.rights),
        )  # fmt: skip

    return say.composed(tell)


def decimal(value: float, say: Say) -> str:
    """A correlation or alpha with two decimals at most; never a minus before nothing."""
    return say.number(round(value, 2) or 0, 2)


def _ahead(item: Item, right: Collection[str]) -> Hint | None:
    if item.full < RIGHT or item.full_rest is None:
        return None
    wrong = [
        (choice.rest, name)
        for name, choice in item.choices.items()
        if name not in right and choice.full < choice.people >= CHOSEN and choice.rest is not None
    ]
    if not wrong or (best := max(wrong))[0] < item.full_rest + AHEAD:
        return None
    return Hint("ahead", (best[1],), best[0], item.full_rest)
