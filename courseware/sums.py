"""Exact arithmetic for the numbers of the course: `100*12*50` and nothing cleverer."""

import ast
import operator
from fractions import Fraction
from functools import lru_cache

from courseware.errors import BadSum

LONGEST = 200
LARGEST_POWER = 64
LARGEST = Fraction(10) ** 30

_OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}


@lru_cache(2048)
def compute(expression: str) -> Fraction:
    """The exact value of `expression`: numbers, + - * / ^ (also × ÷ −) and brackets.

    At most 200 characters; exponents are whole numbers of at most 64 in size; nothing is larger than 10^30.
    Raises BadSum with a sentence for the author.
    """
    if len(expression) > LONGEST:
        raise BadSum(f"an expression has at most {LONGEST} characters, this one has {len(expression)}")
    plain = expression.replace("×", "*").replace("÷", "/").replace("−", "-").replace("^", "**")
    try:
        tree = ast.parse(plain.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BadSum(f"{expression!r} is no arithmetic expression") from error
    try:
        return _value(tree.body)
    except RecursionError as error:
        raise BadSum("too many brackets") from error


def _value(node: ast.expr) -> Fraction:
    result = _unchecked(node)
    if abs(result) > LARGEST or result.denominator > LARGEST:
        raise BadSum("the value is too large or too fine (10^30 is the limit)")
    return result


def _unchecked(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Fraction(str(value))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            divisor = _value(right)
            if not divisor:
                raise BadSum("division by zero")
            return _value(left) / divisor
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            power = _value(right)
            if power.denominator != 1 or abs(power) > LARGEST_POWER:
                raise BadSum(f"an exponent is a whole number between -{LARGEST_POWER} and {LARGEST_POWER}")
            base = _value(left)
            if not base and power < 0:
                raise BadSum("division by zero")
            return base ** int(power)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_value(left), _value(right))
    raise BadSum("only numbers, + - * / ^ and brackets are allowed")
