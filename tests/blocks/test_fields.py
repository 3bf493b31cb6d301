"""What authors are told when a block is wrong, and the shapes that are right."""

from copy import deepcopy

import pytest
from pydantic import ValidationError

from courseware import blocks
from courseware.blocks import Claim
from courseware.blocks.key_figure.fields import Block as KeyFigure
from tests.blocks.shown import sample, samples

TEXT = {"zh": "一句话", "en": "A sentence"}


def _refused(kind: str, **changes) -> str:
    with pytest.raises(ValidationError) as caught:
        sample(kind, **changes)
    return str(caught.value)


@pytest.mark.parametrize("kind", blocks.names())
def test_a_block_says_where_it_comes_from(kind):
    assert "names its sources" in _refused(kind, sources=[], editors="false")


@pytest.mark.parametrize("kind", blocks.names())
def test_an_unknown_field_is_an_error(kind):
    assert "Extra inputs" in _refused(kind, boddy=TEXT)


@pytest.mark.parametrize("kind", blocks.names())
def test_every_sample_is_frozen_and_survives_a_round_trip(kind):
    block = sample(kind)
    assert type(block).model_validate_json(block.model_dump_json()) == block
    with pytest.raises(ValidationError):
        block.column = "left"


@pytest.mark.parametrize(
    ("kind", "field", "many"),
    [("cards", "cards", 1), ("cards", "cards", 7), ("comparison", "columns", 1), ("comparison", "columns", 4),
     ("steps", "steps", 1), ("steps", "steps", 7), ("story", "lines", 0), ("story", "lines", 5),
     ("checklist", "groups", 0), ("checklist", "groups", 6), ("predict", "options", 1), ("predict", "options", 5),
     ("closing", "lines", 0), ("closing", "lines", 4)],
)  # fmt: skip
def test_too_few_and_too_many_are_refused(kind, field, many):
    one = deepcopy(samples()[kind][field][0])
    assert "after validation" in _refused(kind, **{field: [one] * many})


def test_on_stairs_a_number_counts_its_items():
    group = {"number": "3", "label": {"zh": "个到位"}, "items": [TEXT, TEXT]}
    said = _refused("checklist", layout="stairs", groups=[group])
    assert "says 3 and has 2" in said
    assert "layout: list" in said
    assert sample("checklist", layout="list", groups=[group])


def test_a_right_option_must_exist_and_the_nearest_names_are_given():
    assert "there is no option 'tenths'; the options are half, third, tenth" in _refused("predict", right="tenths")


def test_an_option_id_is_used_once():
    options = [dict(option, id="a") for option in samples()["predict"]["options"]]
    assert "used more often: a" in _refused("predict", right=None, options=options)


def test_an_erratum_has_a_number():
    assert "E-" in _refused("correction", erratum="18")


def test_what_is_known_of_a_claim_has_one_of_four_words():
    claim = {"items": ["D2-44"], "claim": TEXT, "status": "sure", "short": TEXT, "known": TEXT}
    with pytest.raises(ValidationError, match="established"):
        Claim.model_validate(claim)


def test_a_key_figure_is_short_and_may_be_one_string_for_both_languages():
    assert "at most 24 characters" in _refused("key_figure", value="x" * 25)
    assert sample("key_figure", value="{total}").value.en == "{total}"
    assert sample("key_figure", value={"zh": "6000 万元", "en": "60 million"}).value.en == "60 million"


@pytest.mark.parametrize(
    ("told", "parts"),
    [("82%", ("82", "%")), ("6000 万元", ("6000", " 万元")), ("£208,000", ("£208,000", "")),
     ("−12.5 ℃", ("−12.5", " ℃")), ("15", ("15", "")), ("约 62 人", ("约 62 人", "")), ("没有", ("没有", ""))],
)  # fmt: skip
def test_a_figure_is_parted_from_its_unit(told, parts):
    assert KeyFigure.parted(told) == parts


def test_the_schema_for_editors_allows_the_short_form_of_a_figure():
    schema = KeyFigure.model_json_schema()["properties"]["value"]
    assert {"type": "string"} in [{k: v for k, v in one.items() if k == "type"} for one in schema["anyOf"]]
