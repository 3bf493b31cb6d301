"""Exact arithmetic for the numbers of the course: `100*12*50`, `price*times`, and nothing cleverer."""

import ast
import operator
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from courseware.errors import BadSum

LONGEST = 200
LARGEST_POWER = 64
LARGEST = Fraction(10) ** 30

_OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}


def compute(expression: str, names: Mapping[str, Fraction] | None = None) -> Fraction:
    """The exact value of `expression`: numbers, + - * / ^ (also × ÷ −), brackets, and the numbers that have `names`.

    At most 200 characters; exponents are whole numbers of at most 64 in size; nothing is larger than 10^30.
    Raises BadSum with a sentence for the author.
    """
    return _whole(expression, names) if names else _constant(expression)


def names_in(expression: str) -> frozenset[str]:
    """The names that `expression` uses. Raises BadSum if it is no arithmetic at all."""
    return frozenset(node.id for node in ast.walk(_parsed(expression)) if isinstance(node, ast.Name))


@lru_cache(2048)
def _constant(expression: str) -> Fraction:
    return _whole(expression, {})


def _whole(expression: str, names: Mapping[str, Fraction]) -> Fraction:
    try:
        return _value(_parsed(expression), names)
    except RecursionError as error:
        raise BadSum("too many brackets") from error


@lru_cache(2048)
def _parsed(expression: str) -> ast.expr:
    if len(expression) > LONGEST:
        raise BadSum(f"an expression has at most {LONGEST} characters, this one has {len(expression)}")
    plain = expression.replace("×", "*").replace("÷", "/").replace("−", "-").replace("^", "**")
    try:
        return ast.parse(plain.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BadSum(f"{expression!r} is no arithmetic expression") from error


def _value(node: ast.expr, names: Mapping[str, Fraction]) -> Fraction:
    result = _unchecked(node, names)
    if abs(result) > LARGEST or result.denominator > LARGEST:
        raise BadSum("the value is too large or too fine (10^30 is the limit)")
    return result


def _unchecked(node: ast.expr, names: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Fraction(str(value))
        case ast.Name(id=name) if names:
            if name not in names:
                raise BadSum(f"no number is called {name!r}, only {', '.join(sorted(names))}")
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, names)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            divisor = _value(right, names)
            if not divisor:
                raise BadSum("division by zero")
            return _value(left, names) / divisor
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            power = _value(right, names)
            if power.denominator != 1 or abs(power) > LARGEST_POWER:
                raise BadSum(f"an exponent is a whole number between -{LARGEST_POWER} and {LARGEST_POWER}")
            base = _value(left, names)
            if not base and power < 0:
                raise BadSum("division by zero")
            return base ** int(power)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_value(left, names), _value(right, names))
    raise BadSum("only numbers, + - * / ^ and brackets are allowed")
