"""What one customer brings, worked out exactly. Money carries its currency, and no currency is ever made another."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from courseware.words import Text, number

Currency = Literal["yuan", "pound"]

CURRENCIES: tuple[Currency, ...] = ("yuan", "pound")
CROWDS = {"one": 1, "ten": 10, "hundred": 100, "thousand": 1000}  # customers alike
DECK: dict[Currency, tuple[int, int, int]] = {"yuan": (100, 12, 50), "pound": (100, 52, 40)}  # D1-08; D3-33
CASE = (10, 10)  # pounds an order and orders a year of case one (D3-29)
WEEKS = 52
PRINTED = 2_000_000  # pounds that the deck says are lost (D3-34, E-05)


def half_up(exact: Fraction) -> int:
    """The nearest whole number, a half upwards."""
    return int((exact + Fraction(1, 2)) // 1)


def money(value: int, short: bool = False) -> Text:
    """An amount without its unit; Chinese has a space between digits and the unit, none after a word.

    Chinese digits stand in full, as the decks print them, or, `short`, with the word for ten thousand.
    """
    zh = number(value, "zh", 2) if short else str(value)
    return Text.model_construct(zh=f"{zh} " if zh[-1].isdigit() else zh, en=number(value, "en", 2))  # keeps the space


@dataclass(frozen=True)
class Product:
    """One customer's amount each time, times a year and years; and how many such customers there are."""

    amount: int
    frequency: int
    years: int
    currency: Currency = "yuan"
    customers: int = 1

    @property
    def orders(self) -> int:
        """How often this customer comes in all."""
        return self.frequency * self.years

    @property
    def yearly(self) -> int:
        """What one customer pays in a year."""
        return self.amount * self.frequency

    @property
    def turnover(self) -> int:
        """What one customer pays in all. Not profit."""
        return self.amount * self.orders

    @property
    def total(self) -> int:
        """What all of them pay."""
        return self.turnover * self.customers

    @property
    def deck(self) -> "Product":
        """The customer of the deck that counts in the same currency."""
        return Product(*DECK[self.currency], self.currency)

    @property
    def against(self) -> Literal["less", "same", "more"]:
        """Is it less or more than the deck's customer brings?"""
        gap = self.turnover - self.deck.turnover
        return "more" if gap > 0 else "less" if gap < 0 else "same"


@dataclass(frozen=True)
class Step:
    """One lever: by how many per cent it changed, and the value before and after."""

    name: str
    percent: int
    before: Fraction
    after: Fraction

    @property
    def added(self) -> Fraction:
        """What this lever added, coming where it does in the row."""
        return self.after - self.before


@dataclass(frozen=True)
class Steps:
    """Case one kept for `stay` years, then amount, frequency and years each changed by some per cent."""

    stay: int
    amount: int
    frequency: int
    years: int

    @property
    def start(self) -> int:
        """Case one: gone after one year."""
        return CASE[0] * CASE[1]

    @property
    def kept(self) -> int:
        """The same customer who stays."""
        return self.start * self.stay

    @cached_property
    def levers(self) -> tuple[Step, ...]:
        """One lever after the other; each works on what those before it have made."""
        found, value = [], Fraction(self.kept)
        for name in ("amount", "frequency", "years"):
            after = value * Fraction(100 + getattr(self, name), 100)
            found.append(Step(name, getattr(self, name), value, after))
            value = after
        return tuple(found)

    @property
    def total(self) -> Fraction:
        """What the customer brings in the end."""
        return self.levers[-1].after

    @property
    def sum(self) -> int:
        """The three changes added up, in per cent: what one might expect."""
        return self.amount + self.frequency + self.years

    @property
    def expected(self) -> Fraction:
        """The value, if changes added up."""
        return self.kept * Fraction(100 + self.sum, 100)

    @property
    def beyond(self) -> Fraction:
        """What multiplying makes beyond adding."""
        return self.total - self.expected

    @property
    def factor(self) -> Fraction:
        """How many times what it was before the three changed."""
        return self.total / self.kept

    @property
    def growth(self) -> Fraction:
        """Growth by the three, in per cent of what it was before them."""
        return (self.factor - 1) * 100

    @property
    def growth_in_all(self) -> Fraction:
        """Growth in per cent of case one: only what was added counts (E-03)."""
        return (self.total / self.start - 1) * 100


@dataclass(frozen=True)
class Shop:
    """One shop of yours: what you pay there in a year, for how many years, and after how many you were driven away."""

    name: str
    yearly: int
    years: int
    gone: int

    @property
    def total(self) -> int:
        """All that you would pay."""
        return self.yearly * self.years

    @property
    def received(self) -> int:
        """What was paid before."""
        return self.yearly * min(self.gone, self.years)

    @property
    def lost(self) -> int:
        """What the shop may fail to take."""
        return self.total - self.received


@dataclass(frozen=True)
class Mine:
    """Your supermarket and your garage."""

    weekly: int
    currency: Currency
    gone: int
    market: Shop
    garage: Shop

    @property
    def printed(self) -> int | None:
        """The deck's figure, which is in pounds and says nothing of yuan."""
        return PRINTED if self.currency == "pound" else None

    @property
    def needed(self) -> Fraction | None:
        """Years it would take you to pay what the deck printed; None in yuan, or where you pay nothing."""
        return Fraction(PRINTED, self.market.yearly) if self.printed and self.market.yearly else None


@dataclass(frozen=True)
class Keeping:
    """The plain product, and what is left when some leave, goods cost money and later money counts for less.

    The editors' model: the first year is sure and counts in full; after each year `retention` per cent of those who
    still came come again; money of a year later counts 1/(1 + `discount` per cent). Nothing is taken off for winning
    the customer.
    """

    product: Product
    retention: int
    margin: int
    discount: int

    @property
    def plain(self) -> int:
        """Amount × frequency × years."""
        return self.product.turnover

    @property
    def yearly(self) -> int:
        """Turnover of a year with a customer who is there."""
        return self.product.yearly

    @property
    def stays(self) -> Fraction:
        """Chance of coming for another year."""
        return Fraction(self.retention, 100)

    @property
    def later(self) -> Fraction:
        """What money of next year counts for today."""
        return 1 / (1 + Fraction(self.discount, 100))

    @cached_property
    def staying(self) -> Fraction:
        """Turnover to be expected when some leave."""
        return self.yearly * series(self.stays, self.product.years)

    @property
    def gross(self) -> Fraction:
        """The gross margin of that."""
        return self.staying * Fraction(self.margin, 100)

    @cached_property
    def present(self) -> Fraction:
        """That gross margin, in today's money: what is left."""
        return self.yearly * Fraction(self.margin, 100) * series(self.stays * self.later, self.product.years)

    @property
    def share(self) -> Fraction:
        """What is left, as a share of the plain product."""
        return self.present / self.plain

    def year(self, number: int) -> tuple[float, float]:
        """Turnover to be expected in a year (the first is 0), and what is left of it."""
        turnover = self.yearly * float(self.stays) ** number
        return turnover, turnover * self.margin / 100 * float(self.later) ** number


def series(ratio: Fraction, terms: int) -> Fraction:
    """1 + ratio + ratio² + …, so many terms."""
    return Fraction(terms) if ratio == 1 else (1 - ratio**terms) / (1 - ratio)


Outcome = Product | Steps | Mine | Keeping
