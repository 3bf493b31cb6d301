"""Numbers as people type them: 1200, 1,200, １２００, 3.5, 3/2, 6000 万元, 60 million yuan, £1,331, 82%.

One regular expression serves the browser (which says what is wrong before anything is sent) and the server, so both
agree. It is written in what Python and JavaScript (flag v of HTML's `pattern` too) have in common.
"""

import re
from fractions import Fraction
from functools import lru_cache

from courseware.errors import Unreadable

SCALES = {
    "百": 100, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip

UNITS: dict[str, tuple[str, ...]] = {
    "percent": ("%", "％", "percent", "per cent"),
    "percentage_point": ("个百分点", "百分点", "percentage points", "percentage point", "points", "point"),
    "fold": ("倍", "×", "x", "times"),
    "point": ("分", "points", "point"),
    "item": ("项", "items", "item"),
    "person": ("人", "个人", "位", "people", "persons", "person"),
    "customer": ("位客户", "个客户", "位", "customers", "customer"),
    "time": ("次", "times", "time"),
    "visit": ("次", "visits", "visit"),
    "yuan": ("元", "块", "块钱", "yuan", "rmb", "¥", "￥"),
    "pound": ("英镑", "镑", "pounds", "pound", "£", "￡"),
    "celsius": ("℃", "°C", "度", "摄氏度", "degrees"),
    "minute": ("分钟", "minutes", "minute", "min"),
    "hour": ("小时", "个小时", "hours", "hour"),
    "day": ("天", "日", "days", "day"),
    "year": ("年", "years", "year"),
    "span": ("年", "years", "year"),
    "order": ("次", "times", "time"),
    "link": ("环", "links", "link"),
    "effort": ("份",),
    "check": ("道", "checks", "check"),
    "nth": ("次",),
    "gram": ("克", "grams", "gram", "g"),
    "kilogram": ("公斤", "千克", "kilograms", "kilogram", "kg"),
    "desk": ("个柜台", "柜台", "desks", "desk"),
    "round": ("轮", "rounds", "round"),
    "telling": ("句", "tellings", "telling"),
}
"""How people write the units of assets/words/units.yaml; a test says which unit is missing here.

A % sign is read only where the unit is per cent: elsewhere nobody can tell whether 25% means 25 or a quarter.
"""

_BEFORE: dict[str, tuple[str, ...]] = {"yuan": ("¥", "￥"), "pound": ("£", "￡"), "nth": ("第", "visit")}
_SPACE = "[ \u00a0\u2009\u202f\u3000]"
_DIGIT = "[0-9０-９]"
_WHOLE = f"{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+|{_DIGIT}{{1,3}}(?:{_SPACE}{_DIGIT}{{3}})+|{_DIGIT}+"
_NUMBER = f"(?:{_WHOLE})(?:[.．]{_DIGIT}+)?|[.．]{_DIGIT}+"
_PLAIN = {ord("０") + n: str(n) for n in range(10)} | {ord("．"): "."}
_PLAIN |= dict.fromkeys(map(ord, ",， \u00a0\u2009\u202f\u3000"))


def _either_case(word: str) -> str:
    return "".join(f"[{c.lower()}{c.upper()}]" if c.isascii() and c.isalpha() else f"[{c}]" for c in word)


def _any(words: list[str]) -> str:
    return "|".join(_either_case(word) for word in sorted(words, key=len, reverse=True))


@lru_cache
def pattern(unit: str | None) -> str:
    """What a typed number looks like where `unit` is asked for. Groups: sign, number, divisor, scale."""
    words = UNITS.get(unit or "", ())
    before = f"(?:(?:{_any(list(signs))}){_SPACE}*)?" if (signs := _BEFORE.get(unit or "")) else ""
    after = f"(?:{_any(list(words))})?" if words else ""
    return (
        rf"^{_SPACE}*{before}([\-+−－＋]?){_SPACE}*{before}({_NUMBER})(?:{_SPACE}*[\/／]{_SPACE}*({_DIGIT}+))?"
        f"{_SPACE}*({_any(list(SCALES))})?{_SPACE}*{after}{_SPACE}*$"
    )


def number(typed: str, unit: str | None) -> Fraction:
    """The exact number somebody typed. Raises Unreadable for anything `pattern` does not know, and for x/0."""
    found = re.fullmatch(pattern(unit), typed)
    if not found:
        raise Unreadable("value: no number")
    sign, digits, divisor, scale = found.groups()
    below = int(divisor.translate(_PLAIN)) if divisor else 1
    if not below:
        raise Unreadable("value: division by zero")
    size = Fraction(digits.translate(_PLAIN)) * SCALES.get((scale or "").lower(), 1) / below
    return -size if sign in ("-", "−", "－") else size


def decimal(value: Fraction) -> bool:
    """Can `value` be written with a finite number of decimals?"""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def written(value: Fraction) -> str:
    """`value` in a form that `number` reads back exactly: 1.25 where that is exact, else 1/3."""
    if not decimal(value):
        return str(value)
    places = next(n for n in range(value.denominator.bit_length() + 1) if (value * 10**n).denominator == 1)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if value < 0 else "") + whole + (f".{part}" if part else "")
