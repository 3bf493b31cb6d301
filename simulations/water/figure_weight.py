"""A steelyard, true to scale: the thing hangs one mark left of the cord, the weight where the beam is level."""

from math import cbrt

from simulations.pen import Part, Pen
from simulations.water.outcomes import STANDARD, Steelyard

END = 10  # the last mark on the beam
BEAM, PAN = 64, 26  # heights


def weight(scale: Steelyard, pen: Pen) -> Part:
    """Dotted hangs the weight that the marks were made for; what the beam reads too much or too little is persimmon."""
    say, look = pen.say, pen.look
    reading, true = float(scale.reading), scale.thing
    right = scale.told or reading == true
    ink = look.accent if right else look.warm
    _pan(scale, pen)
    if scale.weight != STANDARD:
        bottom = _hang(true, STANDARD, "rgba(0,0,0,0)", look.ink, pen, "dot")[1]
        if abs(reading - true) > 2.4:
            own = say.quantity(STANDARD, "gram")
            pen.text(
                true, bottom - 2, own if pen.tight else say("marks.own", n=own), look.muted, look.size, "center top"
            )
        if not scale.told:
            pen.block(true, BEAM - 1.2, reading, BEAM + 1.2, look.fill)
    top, bottom = _hang(reading, scale.weight, look.accent, look.accent, pen)
    if scale.told:
        grams = say.quantity(scale.weight, "gram")
        side = "right" if reading > END - 1 else "center"
        pen.text(min(reading, END + 0.6), bottom - 2, grams, look.ink, look.size, f"{side} top", 700)
    else:
        pen.text(reading, (top + bottom) / 2 - 2, "?", look.paper, pen.middle, weight=700)
    half = ((2.9, 1.6) if look.phone else (2.3, 1.6) if pen.slide else (1.9, 1.2))[not scale.told]
    x, side = (0.35, "left") if reading - half < 0.35 else (reading, "center")
    if reading + half > END + 0.6:
        x, side = END + 0.6, "right"
    pen.text(x, BEAM + 18, _read(scale, pen), ink, pen.large if not scale.told else pen.middle, f"{side} bottom", 700)
    return {
        "xaxis": {"range": [-2.5, END + 0.8], "showticklabels": False},
        "yaxis": {"range": [0, 108]},
        "margin": {"t": 8, "b": 12},
    }


def _read(scale: Steelyard, pen: Pen) -> str:
    """What the beam says; told, what the customer works out from it."""
    read = pen.say.quantity(scale.reading, "kilogram")
    if not scale.told:
        return read
    sign = "=" if (scale.reading * 10).denominator == 1 else "≈"
    thing = pen.say.quantity(scale.thing, "kilogram")
    return f"{pen.say.number(scale.reading)} × {pen.say.number(scale.weight / STANDARD)} {sign} {thing}"


def _pan(scale: Steelyard, pen: Pen) -> None:
    """The beam with its marks, the cord it hangs by, the pan and the thing in it."""
    look = pen.look
    pen.line(0, BEAM, 0, 100, look.ink, 2.5)
    pen.line(-0.35, 100, 0.35, 100, look.ink, 5)
    pen.path(f"M -1.15 {BEAM - 2.4} L {END + 0.5} {BEAM - 1} L {END + 0.5} {BEAM + 1} L -1.15 {BEAM + 2.4} Z", look.ink)
    for mark in range(END + 1):
        pen.line(mark, BEAM + 2, mark, BEAM + (5 if mark % 2 else 7), look.ink, 1.5)
        if mark and not mark % 2:
            pen.text(mark, BEAM + 6.5, str(mark), look.muted, look.size, "center bottom")
    pen.path(f"M -1 {BEAM} L -2.1 {PAN} M -1 {BEAM} L 0.1 {PAN}", "rgba(0,0,0,0)", look.ink)
    high = PAN + 5 + 5 * scale.thing
    pen.block(-1.6, PAN, -0.4, high, look.tint, look.ink)
    pen.path(f"M -2.2 {PAN} L 0.2 {PAN} C -0.2 {PAN - 9} -1.8 {PAN - 9} -2.2 {PAN} Z", look.paper, look.ink)
    pen.text(-1, PAN - 8, pen.say.quantity(scale.thing, "kilogram"), look.ink, look.size, "center top", 700)


def _hang(x: float, grams: int, fill: str, edge: str, pen: Pen, dash: str = "solid") -> tuple[float, float]:
    """A weight on its string; heavier ones are larger. Returns the height of its top and bottom."""
    size, top = cbrt(grams / 2000), BEAM - 10
    half, bottom = (0.85 if pen.look.phone else 0.6) * size, top - (29 if pen.look.phone else 36) * size
    neck = half * 0.3
    left, right, shoulder, hip = x - half, x + half, top - 9, bottom + 8
    body = (
        f"M {x - neck} {top} L {x + neck} {top} L {x + neck} {top - 4} C {right} {shoulder} {right} {hip} {right} "
        f"{bottom} L {left} {bottom} C {left} {hip} {left} {shoulder} {x - neck} {top - 4} Z"
    )
    pen.line(x, BEAM, x, top, edge, 2, dash)
    pen.path(body, fill, edge, line={"color": edge, "width": 2 * pen.scale, "dash": dash})
    return top, bottom
