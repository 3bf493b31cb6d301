"""Numbers drawn for every attempt: what authors write, all that can be drawn, and texts with the numbers in place."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from keyword import iskeyword
from math import prod
from random import Random
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema

from courseware.errors import BadSum
from courseware.questions import Fields, Parameters
from courseware.sums import LONGEST, compute
from courseware.words import Language, Text, fill, number, tightened

MOST_VALUES = 200
MOST_COMBINATIONS = 2000
"""So many combinations of drawn numbers are looked at one by one; of more, a sample of this size."""

EXACT = 9
"""Decimals of a drawn number as it is shown: all that authors write."""


def _speakable(name: str) -> str:
    if iskeyword(name):
        raise ValueError(f"a number cannot be called {name!r}: choose another name")
    return name


Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$"), AfterValidator(_speakable)]
Sum = Annotated[str, BeforeValidator(str), StringConstraints(max_length=LONGEST)]
"""An expression of `sums`; it may use the names of drawn numbers."""


def _values(written: Any) -> list[Fraction]:
    """All values of `{from, to, step}`, `{of: […]}` or a plain list."""
    try:
        if isinstance(written, Mapping) and {"from", "to"} <= set(written) <= {"from", "to", "step"}:
            first, last, step = (compute(str(written.get(key, 1))) for key in ("from", "to", "step"))
            if step <= 0 or first >= last or ((last - first) / step).denominator != 1:
                raise ValueError(f"from {first} to {last} by {step}: the steps have to end at {last}")
            values = [first + n * step for n in range(min(int((last - first) / step), MOST_VALUES) + 1)]
        elif isinstance(written, Mapping) and set(written) == {"of"} and isinstance(written["of"], list | tuple):
            values = [compute(str(value)) for value in written["of"]]
        elif isinstance(written, list | tuple):
            values = [compute(str(value)) for value in written]
        else:
            raise ValueError("a drawn number is {from: 10, to: 50, step: 5} or {of: [10, 20, 50]}")
    except BadSum as error:
        raise ValueError(str(error)) from error
    if not 2 <= len(values) <= MOST_VALUES or len(set(values)) < len(values):
        raise ValueError(f"a drawn number has from 2 to {MOST_VALUES} values, each once")
    return values


_WRITTEN = {"type": "string"}
Values = Annotated[
    tuple[Fraction, ...],
    BeforeValidator(_values),
    PlainSerializer(lambda values: [str(value) for value in values], return_type=list[str]),
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "type": "object",
                    "properties": {"from": _WRITTEN, "to": _WRITTEN, "step": _WRITTEN},
                    "required": ["from", "to"],
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "properties": {"of": {"type": "array", "items": _WRITTEN, "minItems": 2}},
                    "required": ["of"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""What one number may be, written as a range or a list."""


class Told(Fields):
    """A number that texts place by name, computed from the drawn ones and rounded to `places` decimals."""

    n: Sum
    places: int = Field(1, ge=0, le=EXACT)


def drawn(draw: Mapping[str, tuple[Fraction, ...]], seed: int, question_id: str) -> Parameters:
    """One value of each number, by the seed and the question only."""
    return {name: str(Random(f"{seed}:{question_id}:{name}").choice(values)) for name, values in draw.items()}


def combinations(draw: Mapping[str, tuple[Fraction, ...]]) -> Iterator[dict[str, Fraction]]:
    """All that can be drawn together, or a sample of MOST_COMBINATIONS, always the same one."""
    total = prod(len(values) for values in draw.values())
    some = range(total) if total <= MOST_COMBINATIONS else Random(0).sample(range(total), MOST_COMBINATIONS)
    for pick in some:
        values = {}
        for name, choices in draw.items():
            pick, at = divmod(pick, len(choices))
            values[name] = choices[at]
        yield values


def placed(text: Text, values: Mapping[str, Fraction], numbers: Mapping[str, Told]) -> Text:
    """`text` with drawn numbers exact, and computed ones rounded, as each language writes them."""

    def told(language: Language) -> dict[str, str]:
        exact = {name: number(value, language, EXACT) for name, value in values.items()}
        return exact | {name: number(compute(one.n, values), language, one.places) for name, one in numbers.items()}

    zh = tightened(fill(text.zh, told("zh")))
    return Text(zh=zh, en=None if text.en is None else fill(text.en, told("en")))
