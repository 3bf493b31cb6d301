"""What a gap can take: one of some options, words, or a number. All three answer the same questions."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from courseware.errors import Unreadable
from courseware.questions import Exact, Fields, Form, Option, forms, options
from courseware.questions.numeric import reading
from courseware.questions.numeric.rules import Mistake
from courseware.questions.numeric.wanted import Wanted
from courseware.questions.typed import Typed, same
from courseware.sums import compute
from courseware.words import Language, Text


class ChoiceGap(Fields):
    """Two to six options, one of them right; every wrong one says what the mistake is. A value is an option's id."""

    options: tuple[Option, ...] = Field(min_length=2, max_length=6)

    @field_validator("options")
    @classmethod
    def _sound(cls, given: tuple[Option, ...]) -> tuple[Option, ...]:
        right = sum(option.right for option in given)
        one = [f"exactly one option has right: true, here {right} have"] if right != 1 else []
        options.require(options.faults(given) + one + options.unexplained(given))
        return given

    def asked(self, order: Any) -> dict[str, Any]:
        """What may be shown."""
        return {"takes": "choice", "options": options.shown(self.options, order)}

    def read(self, form: Form, name: str) -> str:
        """The value of the field `name`, "" for a blank. Raises Unreadable."""
        sent = forms.sent(form, name)
        if not sent or sent == [""]:
            return ""
        if len(sent) != 1 or sent[0] not in [option.id for option in self.options]:
            raise Unreadable(f"{name}: no such option")
        return sent[0]

    @property
    def key(self) -> str:
        """The right value."""
        return next(option.id for option in self.options if option.right)

    def guess(self, chance: Random) -> str:
        """Some option."""
        return chance.choice(self.options).id

    def right(self, value: str) -> bool:
        """Is the value right?"""
        return value == self.key

    def feedback(self, value: str) -> Text | None:
        """What the mistake in a wrong value is, if that is known."""
        return next((option.feedback for option in self.options if option.id == value and not option.right), None)

    def told(self, value: str, language: Language) -> str:
        """The value in words."""
        return options.wording(self.options, value, language)

    def solution(self, language: Language) -> str:
        """The right value in words."""
        return self.told(self.key, language)

    def alike(self, value: str) -> str:
        """The same for values that count as one."""
        return value


class WordsGap(Typed):
    """Words, as a short answer takes them. A value is the text as typed."""

    def asked(self, order: Any) -> dict[str, Any]:
        """What may be shown."""
        return {"takes": "words", "longest": forms.LONGEST_WORDS}

    def read(self, form: Form, name: str) -> str:
        """The value of the field `name`, "" for a blank. Raises Unreadable."""
        text = forms.words(form, name)
        return text if same(text) else ""

    @property
    def key(self) -> str:
        """The right value."""
        return self.term.zh

    def right(self, value: str) -> bool:
        """Is the value right?"""
        return self.accepts(value)

    def feedback(self, value: str) -> Text | None:
        """What the mistake in a wrong value is, if that is known."""
        return self.mistaken(value)

    def told(self, value: str, language: Language) -> str:
        """The value in words."""
        return value

    def solution(self, language: Language) -> str:
        """The right value in words."""
        return self.term.told(language)


class NumberGap(Fields):
    """A number, as a numeric question takes it. A value is the exact number, `1.5` or `1/3`."""

    answer: Exact
    tolerance: Exact = Fraction(0)
    unit: str | None = Field(None, pattern=r"^[a-z][a-z_]*$")
    mistakes: tuple[Mistake, ...] = ()

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        options.require(list(self.wanted.faults()))
        return self

    @property
    def wanted(self) -> Wanted:
        """What is right."""
        return Wanted(self.answer, self.tolerance, [compute(mistake.value) for mistake in self.mistakes])

    def asked(self, order: Any) -> dict[str, Any]:
        """What may be shown."""
        return {"takes": "number", "unit": self.unit, "pattern": reading.pattern(self.unit)}

    def read(self, form: Form, name: str) -> str:
        """The value of the field `name`, "" for a blank. Raises Unreadable."""
        if not any(value.strip() for value in forms.sent(form, name)):
            return ""
        return reading.written(reading.number(forms.only(form, name), self.unit))

    @property
    def key(self) -> str:
        """The right value."""
        return reading.written(self.wanted.key)

    def guess(self, chance: Random) -> str:
        """A recognised mistake, or a number that is off."""
        known = [*self.wanted.mistakes, self.answer + self.tolerance + chance.randint(1, 9)]
        return reading.written(chance.choice(known))

    def right(self, value: str) -> bool:
        """Is the value right?"""
        return self.wanted.accepts(Fraction(value))

    def feedback(self, value: str) -> Text | None:
        """What the mistake in a wrong value is, if that is known."""
        mistake = self.wanted.mistaken(Fraction(value))
        return None if mistake is None else self.mistakes[mistake].feedback

    def told(self, value: str, language: Language) -> str:
        """The value in words."""
        return value

    def solution(self, language: Language) -> str:
        """The right value in words."""
        return self.key

    def alike(self, value: str) -> str:
        """The same for values that count as one."""
        return value


def _takes(gap: Any) -> str | None:
    named = gap if isinstance(gap, Mapping) else type(gap).model_fields
    return next((tag for tag in ("options", "accepted", "answer") if tag in named), None)


Gap = Annotated[
    Annotated[ChoiceGap, Tag("options")] | Annotated[WordsGap, Tag("accepted")] | Annotated[NumberGap, Tag("answer")],
    Discriminator(
        _takes, custom_error_type="gap", custom_error_message="a gap has `options`, or `accepted`, or `answer`"
    ),
]
