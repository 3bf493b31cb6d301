"""Scenes that a room can play with all its phones: what they declare is there, and is said in both languages."""

from typing import Any

import pytest

import simulations
from courseware.words import LANGUAGES
from simulations import rooms
from tests.simulations.stage import SLIDERS, say, trials, words

SUITED = [(name, scene) for name, scene in SLIDERS if rooms.cloud(name, scene)]


def declared(name, scene):
    found = rooms.cloud(name, scene)
    assert found
    return found


def test_the_scenes_that_the_course_puts_to_a_room_are_declared():
    assert {"satisfaction", "lifetime_value", "complaint_recovery"} <= {name for name, _ in SUITED}
    assert rooms.cloud("satisfaction", "no-such-scene") is None
    assert rooms.cloud("no-such-simulator", "once") is None
    assert rooms.cloud("home_visit", "washer") is None
    for name in simulations.names():
        model = simulations.simulator(name).model
        assert set(getattr(model, "ROOMS", {})) <= set(getattr(model, "SCENES", ())), name


@pytest.mark.parametrize(("name", "scene"), SUITED)
def test_a_phone_gets_one_to_three_sliders_of_the_scene(name, scene):
    found = declared(name, scene)
    sliders: list[Any] = rooms.sliders(name, scene)
    assert 1 <= len(sliders) <= 3
    assert tuple(one.name for one in sliders) == found.controls
    for one in sliders:
        assert not one.options
        assert not isinstance(one.default, bool)
        start = rooms.middle(one)
        assert one.low <= start <= one.high
        assert (start - one.low) % one.step == 0
    assert set(found.units) <= set(found.controls)
    for unit in (*found.units.values(), found.x.unit, found.y.unit):
        assert f"units.{unit}" in words()


@pytest.mark.parametrize(("name", "scene"), SUITED)
def test_both_axes_are_numbers_that_the_model_itself_tells(name, scene):
    simulator, found = simulations.simulator(name), declared(name, scene)
    for values in trials(simulator, scene, 40):
        outcome = simulator.model.run(simulator.inputs(values), rooms.SEED)
        for axis in (found.x, found.y):
            number = float(getattr(outcome, axis.name))
            assert not axis.tenfold or number > 0, "an axis in powers of ten has no place for nothing"
    if found.preset:
        preset = simulator.presets[found.preset]
        assert preset.values["scene"] == scene
        outcome = simulator.model.run(simulator.inputs(preset.values), rooms.SEED)
        told = (getattr(outcome, found.x.name), getattr(outcome, found.y.name))
        assert rooms.point(name, scene, preset.values) == told


@pytest.mark.parametrize(("name", "scene"), SUITED)
def test_the_lines_are_drawn_through_what_a_phone_could_have_set(name, scene):
    found = declared(name, scene)
    assert found.lines
    for one, along in found.lines.items():
        assert len(rooms.lines(name, scene)[one]) == len(along) > 1
        for values in along:
            assert set(values) <= set(found.controls)
    across = [at[0] for at in rooms.reach(name, scene)]
    assert min(across) < max(across)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "scene"), SUITED)
def test_what_a_room_reads_is_written_in_both_languages(name, scene, language):
    told, found, at = say(name, language), declared(name, scene), f"rooms.{scene}."
    for key in ("ask", "x", "y", "shows", *(f"lines.{one}" for one in found.lines)):
        assert told.has(at + key), key
        text = words()[f"simulations.{name}.{at}{key}"]
        assert text.en is not None, key
        allowed = {"x", "y"} if key == "shows" and found.preset else set()
        assert text.places(language) <= allowed, key
    if told.has(at + "own"):
        assert words()[f"simulations.{name}.{at}own"].places(language) <= {"x", "y"}


def test_no_words_stand_there_for_a_scene_that_does_not_suit_a_room():
    for key in words():
        parts = key.split(".")
        if parts[0] == "simulations" and len(parts) > 3 and parts[2] == "rooms":
            found = rooms.cloud(parts[1], parts[3])
            assert found, key
            assert parts[4] != "lines" or parts[5] in found.lines, key


def test_a_value_that_this_version_does_not_know_has_no_place():
    assert rooms.point("satisfaction", "once", {"expectation": 50, "perceived": 60}) == (50, 60)
    assert rooms.point("satisfaction", "once", {"expectation": 5000, "perceived": 60}) is None
    assert rooms.point("satisfaction", "once", {"sparkle": 1}) is None
    assert rooms.point("gone", "once", {"expectation": 50}) is None
