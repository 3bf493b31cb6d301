"""Check values of the decks and laws of the model of lifetime value."""

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.words import LANGUAGES
from simulations.lifetime_value import model
from simulations.lifetime_value.cases import another, double, lever, sorry
from simulations.lifetime_value.model import GOALS, PREDICTIONS, PRESETS, Inputs, rows
from simulations.lifetime_value.values import CROWDS, CURRENCIES, Keeping, Mine, Product, Steps, money, series
from tests.simulations.stage import say

amounts = st.integers(1, 50).map(lambda ten: ten * 10)
frequencies = st.integers(1, 52)
years = st.integers(1, 50)
currencies = st.sampled_from(CURRENCIES)
boxes = st.builds(Product, amounts, frequencies, years, currencies)
changes = st.integers(-2, 5).map(lambda ten: ten * 10)
steps = st.builds(Steps, st.integers(1, 20), changes, changes, changes)
layers = st.builds(Keeping, boxes, st.integers(50, 100), st.integers(5, 100), st.integers(0, 20))


def run(**inputs: Any) -> Any:
    """The outcome of whichever scene the inputs name; nothing in this model depends on chance."""
    return model.run(Inputs(**inputs), 1)


def case(preset: str) -> Any:
    """The outcome of a preset."""
    return run(**PRESETS[preset].values)


def mine(**more: Any) -> Mine:
    """Your two shops: those of the deck, but for what is given."""
    return run(**(dict(PRESETS["chocolate"].values) | more))


@pytest.mark.parametrize(
    ("preset", "turnover", "currency"),
    [
        ("fifty", 60000, "yuan"),
        ("thirty", 36000, "yuan"),
        ("weekly", 208000, "pound"),
        ("garage", 5000, "pound"),
        ("case-one", 100, "pound"),
    ],
)
def test_the_five_examples_of_the_decks(preset, turnover, currency):
    outcome = case(preset)
    assert (outcome.turnover, outcome.currency) == (turnover, currency)


def test_ten_customers_bring_600000_and_a_thousand_bring_60_million_not_ten_times_that():
    one = case("fifty")
    assert (
        run(customers="ten", **{k: v for k, v in PRESETS["fifty"].values.items() if k != "customers"}).total == 600000
    )
    assert case("thousand").total == 60_000_000
    assert 600_000_000 // one.turnover == 10_000
    assert case("thirty").turnover * 1000 == 36_000_000


def test_a_hundred_pounds_a_week_are_5200_a_year():
    assert case("weekly").yearly == 5200


def test_a_small_bill_every_week_brings_more_than_a_large_one_every_month():
    small, deck = case("small"), case("fifty")
    assert small.amount < deck.amount / 3
    assert (small.turnover, small.against) == (78000, "more")


def test_case_one_two_and_three_are_100_1000_and_1331():
    one, two, three = case("one"), case("two"), case("three")
    assert (one.total, two.total, three.total) == (100, 1000, 1331)
    assert two.growth_in_all == 900
    assert three.total - one.total == 1231
    assert three.growth_in_all == 1231
    assert three.total / one.total * 100 == 1331
    assert three.growth == Fraction("33.1")
    assert three.factor == Fraction("1.331")


def test_900_of_the_1231_come_from_staying_and_331_from_three_tenths():
    three = case("three")
    assert three.kept - three.start == 900
    assert [step.added for step in three.levers] == [100, 110, 121]
    assert three.total - three.kept == 331
    assert (three.expected, three.beyond) == (1300, 31)


def test_amount_and_frequency_alone_make_1210():
    two = case("two-levers")
    assert (two.total, two.growth) == (1210, 21)


def test_as_much_dearer_as_fewer_is_a_loss():
    outcome = case("up-and-down")
    assert (outcome.sum, outcome.total) == (0, 960)


def test_your_own_supermarket_and_garage():
    shops = mine()
    assert (shops.market.yearly, shops.market.total, shops.garage.total) == (5200, 208000, 5000)
    assert (shops.market.lost, shops.garage.lost) == (208000, 5000)


def test_the_two_million_that_the_deck_prints_would_take_385_years():
    shops = mine()
    assert shops.printed == 2_000_000
    assert Fraction(shops.printed, shops.market.total) == Fraction(2_000_000, 208_000)
    assert round(float(Fraction(shops.printed, shops.market.total)), 2) == 9.62
    assert shops.needed is not None
    assert round(shops.needed) == 385


def test_the_layer_leaves_1100_of_60000_of_which_800_lie_after_the_first_year():
    outcome = case("layer")
    assert outcome.plain == 60000
    assert abs(outcome.staying - 6000) < Fraction(1, 5)
    assert abs(outcome.gross - 1500) < Fraction(1, 20)
    assert abs(outcome.present - 1100) < Fraction(1, 1000)
    assert abs(outcome.present - 300 - 800) < Fraction(1, 1000)


def test_of_100_pounds_a_week_about_3467_lie_after_the_first_year():
    outcome = case("layer-pounds")
    assert abs(outcome.present - 1300 - Fraction(10400, 3)) < Fraction(1, 10)


@given(boxes, st.integers(1, 5))
def test_it_does_not_matter_which_of_the_three_is_multiplied(box, times):
    more = [
        Product(box.amount * times, box.frequency, box.years, box.currency),
        Product(box.amount, box.frequency * times, box.years, box.currency),
        Product(box.amount, box.frequency, box.years * times, box.currency),
    ]
    assert {one.turnover for one in more} == {box.turnover * times}


@given(amounts, frequencies, years, st.sampled_from(tuple(CROWDS)))
def test_another_currency_changes_no_number(amount, frequency, span, customers):
    values: dict[str, Any] = {"amount": amount, "frequency": frequency, "years": span}
    yuan, pound = (run(scene="product", customers=customers, currency=c, **values) for c in CURRENCIES)
    assert (yuan.turnover, yuan.total) == (pound.turnover, pound.total)
    yuan, pound = (run(scene="keeping", currency=c, **values) for c in CURRENCIES)
    assert (yuan.plain, yuan.present) == (pound.plain, pound.present)
    yuan, pound = (mine(weekly=amount, gone=3, currency=c) for c in CURRENCIES)
    assert (yuan.market, yuan.garage) == (pound.market, pound.garage)


@pytest.mark.parametrize("language", LANGUAGES)
@given(boxes, st.integers(0, 40), st.integers(50, 100))
def test_no_sentence_names_two_currencies_and_pounds_are_compared_with_pounds(language, box, gone, retention):
    told = say("lifetime_value", language)
    values = {"amount": box.amount, "frequency": box.frequency, "years": box.years, "currency": box.currency}
    strange = {"yuan": ("£", "英镑", "pound"), "pound": ("元", "yuan")}[box.currency]
    for outcome in (
        run(scene="product", **values), run(scene="product", customers="ten", **values),
        run(scene="keeping", retention=retention, **values), mine(gone=gone, currency=box.currency),
    ):  # fmt: skip
        for group, (key, filled) in (
            ("sentences", model.sentence(outcome)), ("alternatives", model.alternative(outcome)),
        ):  # fmt: skip
            line = told(f"{group}.{key}", **filled)
            assert not any(word in line for word in strange), line
    assert box.deck.currency == box.currency
    assert mine(currency="yuan").printed is None
    assert mine(currency="yuan").needed is None


def test_an_amount_reads_as_the_decks_print_it():
    assert (money(60000).zh, money(60000).en) == ("60000 ", "60,000")
    assert (money(60_000_000, short=True).zh, money(60_000_000, short=True).en) == ("6000 万", "60 million")
    assert money(1_040_000).en == "1.04 million"
    told = say("lifetime_value")
    assert told("money.yuan", n=money(60000)) == "60000 元"
    assert told("money.yuan", n=money(60_000_000, short=True)) == "6000 万元"


@given(steps)
def test_the_steps_lead_from_case_one_to_the_end_without_a_gap(outcome):
    assert outcome.start + (outcome.kept - outcome.start) + sum(s.added for s in outcome.levers) == outcome.total
    values = [outcome.kept, *(s.after for s in outcome.levers)]
    assert [s.before for s in outcome.levers] == values[:-1]
    assert outcome.total == outcome.kept * Fraction((100 + outcome.amount) * (100 + outcome.frequency)
                                                    * (100 + outcome.years), 10**6)  # fmt: skip


@given(steps)
def test_the_order_of_levers_changes_their_shares_and_never_the_total(outcome):
    turned = Steps(outcome.stay, outcome.years, outcome.amount, outcome.frequency)
    assert turned.total == outcome.total
    assert turned.beyond == outcome.beyond


@given(steps)
def test_levers_that_all_grow_multiply_to_more_than_their_sum(outcome):
    grown = [s.percent for s in outcome.levers]
    if min(grown) >= 0:
        assert (outcome.beyond > 0) == (sum(p > 0 for p in grown) >= 2)


@given(st.integers(0, 100), st.integers(0, 200), st.integers(0, 40), st.integers(1, 60), st.integers(1, 40))
def test_what_a_shop_has_had_and_what_it_loses_is_all_it_would_take(tens, hundreds, gone, market, garage):
    outcome = mine(weekly=tens * 10, upkeep=hundreds * 100, gone=gone, market_years=market, garage_years=garage)
    for shop in (outcome.market, outcome.garage):
        assert shop.received + shop.lost == shop.total
        assert 0 <= shop.lost <= shop.total
    later = mine(weekly=tens * 10, upkeep=hundreds * 100, gone=min(40, gone + 1), market_years=market,
                 garage_years=garage)  # fmt: skip
    assert later.market.lost <= outcome.market.lost


@given(boxes)
def test_without_leaving_goods_and_discount_the_layer_is_the_plain_product(box):
    outcome = Keeping(box, 100, 100, 0)
    assert outcome.present == outcome.gross == outcome.staying == outcome.plain
    assert outcome.share == 1


@given(layers)
def test_each_layer_takes_something_off_and_none_adds(outcome):
    assert outcome.plain >= outcome.staying >= outcome.gross >= outcome.present > 0
    assert [row[-1] for row in rows(outcome)[1]] == [
        float(part) for part in (outcome.plain, outcome.staying, outcome.gross, outcome.present)
    ]


@given(layers)
def test_the_years_of_the_figure_add_up_to_what_is_left(outcome):
    span = outcome.product.years
    turnover, left = (sum(column) for column in zip(*(outcome.year(n) for n in range(span)), strict=True))
    assert turnover == pytest.approx(float(outcome.staying))
    assert left == pytest.approx(float(outcome.present))


@given(layers, st.integers(1, 20))
def test_keeping_more_earning_more_and_waiting_less_never_leave_less(outcome, more):
    box, stay, margin, discount = outcome.product, outcome.retention, outcome.margin, outcome.discount
    assert Keeping(box, min(100, stay + more), margin, discount).present >= outcome.present
    assert Keeping(box, stay, min(100, margin + more), discount).present >= outcome.present
    assert Keeping(box, stay, margin, max(0, discount - more)).present >= outcome.present


@given(st.fractions(0, 1, max_denominator=50), st.integers(1, 30))
def test_a_series_is_the_sum_of_its_terms(ratio, terms):
    assert series(ratio, terms) == sum(ratio**n for n in range(terms))


def test_twenty_points_double_what_is_left_only_if_more_customers_are_kept():
    assert lever(run(scene="keeping")) == 0
    assert lever(run(scene="keeping", retention=96)) == 1
    assert lever(run(scene="keeping", retention=90, margin=35)) == 1
    assert max(lever(run(scene="keeping", margin=margin)) for margin in range(5, 101)) == Fraction(4, 5)
    assert lever(run(scene="keeping", retention=100, margin=100)) < Fraction(1, 4)


@given(st.integers(50, 100), st.integers(5, 100))
def test_years_orders_and_discount_bring_that_goal_no_nearer(retention, margin):
    start = {"scene": "keeping", "retention": retention, "margin": margin}
    for other in ({"amount": 500}, {"frequency": 52}, {"years": 1}, {"currency": "pound"}, {"discount": 0}):
        assert lever(run(**start)) == lever(run(**(start | other)))


def test_doubling_takes_three_levers_and_one_alone_cannot():
    assert double(run(scene="steps", more_amount=30, more_frequency=30, more_years=20)) == 1
    assert double(run(scene="steps", more_amount=50, more_frequency=40, more_years=0)) == Fraction(3, 5)
    for three in product(range(-20, 51, 10), repeat=3):
        share = double(Steps(10, *three))
        assert (share == 1) == (sorted(three) in ([20, 30, 30], [30, 30, 30]))
        assert 0 <= share <= 1


@given(steps, st.integers(1, 20))
def test_staying_longer_brings_the_doubling_no_nearer(outcome, stay):
    assert double(outcome) == double(Steps(stay, outcome.amount, outcome.frequency, outcome.years))


def test_another_customer_as_good_must_differ_in_all_three_numbers():
    assert another(Product(50, 48, 25)) == 1
    assert another(Product(400, 6, 25)) == 1
    assert another(Product(400, 26, 20, "pound")) == 1
    assert another(Product(100, 12, 50)) == 0
    assert another(Product(110, 11, 49)) < Fraction(1, 10)
    assert another(Product(50, 24, 50)) == Fraction(2, 3)


@given(boxes, st.sampled_from(tuple(CROWDS.values())))
def test_more_customers_of_the_kind_bring_that_goal_no_nearer(box, customers):
    crowd = Product(box.amount, box.frequency, box.years, box.currency, customers)
    assert another(crowd) == another(box)


def test_both_shops_miss_you_equally_only_when_both_lose_something():
    assert sorry(mine(weekly=50, upkeep=10400)) == 1
    assert sorry(mine(weekly=0, upkeep=0)) == 0
    assert sorry(mine(gone=40)) == 0
    assert sorry(mine()) < Fraction(1, 30)


def test_no_case_on_offer_gives_a_goal_away():
    for preset in (*PRESETS.values(), *PREDICTIONS.values()):
        outcome = run(**preset.values)
        assert GOALS[model.AIMS[Inputs(**preset.values).scene]](outcome) < 1


def test_what_is_to_be_guessed_is_what_the_model_says():
    truths = {scene: one.truth(run(**one.values)) for scene, one in PREDICTIONS.items()}
    assert truths == {"product": "more", "steps": "more", "mine": "centuries", "keeping": "little"}


def test_money_is_called_turnover_and_never_profit():
    for language in LANGUAGES:
        told = say("lifetime_value", language)
        word = "营业额" if language == "zh" else "turnover"
        for scene in ("product", "steps", "mine"):
            assert word in told(f"limits.{scene}").lower()
        assert ("毛利不是利润" if language == "zh" else "gross margin is not profit") in told("limits.keeping")
