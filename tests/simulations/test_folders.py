"""What every folder of simulations/ offers, whatever it simulates. The message says what a new folder still lacks."""

import re
from fractions import Fraction
from itertools import cycle

import pytest
from pydantic import ValidationError

import simulations
from courseware.words import LANGUAGES, PLACE
from simulations import Controls, Prediction, Preset
from tests.simulations.stage import LOOKS, SCENES, SLIDERS, corrections, library, say, trials, words

NAMES = simulations.names()
TAKEN = {"name", "scene", "view", "embed", "embed_options", "lang", "preset", "guess", "seed", "lesson", "page", "quiz"}


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_offers_everything_a_simulator_needs(name):
    model = simulations.simulator(name).model
    branching = simulations.simulator(name).branching
    if branching:
        assert model.MOVES
        assert simulations.simulator(name).scenes, "it needs a story"
        assert isinstance(model.METERS, dict)
        assert model.ENDINGS
    else:
        assert issubclass(model.Inputs, Controls)
        assert "scene" in model.Inputs.model_fields
        assert model.SCENES
        assert model.PRESETS
    for function in ("run", "sentence", "alternative", "rows"):
        assert callable(getattr(model, function, None)), f"model.{function} is missing"
    assert callable(simulations.simulator(name).draw.figure)
    parts = {"story"} if branching else set(model.SCENES)
    assert set(model.PREDICTIONS) == parts, "every scene asks for a prediction first"
    assert set(model.DECKS) == parts, "every scene says what the decks say of it"
    assert set(model.AIMS) == parts, "every scene has a goal to reach"
    assert set(model.AIMS.values()) <= set(model.GOALS)
    sources = library().sources
    assert sources
    for statement in model.DECKS.values():
        assert statement.sources
        assert all(item in sources.decks[item[:2]].items for item in statement.sources)
        assert set(statement.errata) <= set(corrections())


@pytest.mark.parametrize(("name", "scene"), SLIDERS)
def test_a_scene_opens_at_most_three_controls_whose_limits_hold(name, scene):
    simulator = simulations.simulator(name)
    controls = simulations.controls(simulator.model.Inputs, scene)
    assert 1 <= simulator.model.Inputs.first <= 3
    assert controls
    for control in controls:
        assert control.name not in TAKEN, f"{control.name} has another meaning in an address"
        assert f"units.{control.unit}" in words()
        if control.options:
            assert control.default in control.options
        elif not isinstance(control.default, bool):
            low, high, step = control.low, control.high, control.step
            assert low is not None, control.name
            assert high is not None, control.name
            assert step, control.name
            assert (control.default - low) % step == 0, f"{control.name}: the slider cannot stand at its default"
            assert (high - low) % step == 0, f"{control.name}: the slider cannot reach its limit"
            for beyond in (low - step, high + step):
                with pytest.raises(ValidationError):
                    simulator.inputs({"scene": scene, control.name: beyond})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_every_word_of_a_scene_is_there(name, scene, language):
    simulator, told = simulations.simulator(name), say(name, language)
    model = simulator.model
    part = simulator.part(scene)
    wanted = ["title", f"scenes.{scene}.title", f"scenes.{scene}.lead", f"decks.{part}"]
    wanted += [f"goals.{goal}" for goal in model.GOALS]
    if simulator.branching:
        wanted += [f"endings.{ending}" for ending in model.ENDINGS]
    else:
        wanted += [f"controls.{control.name}" for control in simulations.controls(model.Inputs, scene)]
        wanted += [f"presets.{preset}" for preset, found in model.PRESETS.items() if found.values["scene"] == scene]
        for control in simulations.controls(model.Inputs, scene):
            wanted += [f"options.{control.name}.{option}" for option in control.options]
    wanted.append(f"predictions.{part}.ask")
    wanted += [f"predictions.{part}.options.{option}" for option in model.PREDICTIONS[part].options]
    wanted += [f"predictions.{part}.replies.{option}" for option in model.PREDICTIONS[part].options]
    for key in wanted:
        assert told.has(key), key
        assert words()[f"simulations.{name}.{key}"].en is not None, key
    assert told.has(f"limits.{part}") or told.has("limits")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_whatever_happens_can_be_said_in_full(name, scene, language):
    simulator, told = simulations.simulator(name), say(name, language)
    for values in trials(simulator, scene, 200):
        outcome = simulator.model.run(simulator.inputs(values), 1)
        for group, (key, filled) in (
            ("sentences", simulator.model.sentence(outcome)),
            ("alternatives", simulator.model.alternative(outcome)),
        ):
            line = told(f"{group}.{key}", **filled)
            assert not PLACE.search(line), f"{line}: a place stands empty"
            assert line
        columns, rows = simulator.model.rows(outcome)
        assert rows
        for column in columns:
            assert told.has(f"columns.{column}"), column
        for row in rows:
            assert len(row) == len(columns)
            for cell in row:
                assert not isinstance(cell, str) or told.has(cell), cell


@pytest.mark.parametrize("name", NAMES)
def test_no_word_stands_unused(name):
    """Sentences, alternatives and states that no trial reaches are words nobody will read."""
    simulator, prefix = simulations.simulator(name), f"simulations.{name}."
    keys = {key.removeprefix(prefix) for key in words() if key.startswith(prefix)}
    written = {key for key in keys if re.match(r"(sentences|alternatives)\.", key)}
    reached = set()
    for scene in simulator.scenes:
        for values in trials(simulator, scene, 1500):
            outcome = simulator.model.run(simulator.inputs(values), 1)
            reached |= {f"sentences.{simulator.model.sentence(outcome)[0]}"}
            reached |= {f"alternatives.{simulator.model.alternative(outcome)[0]}"}
            if reached >= written:
                break
    assert written == reached


@pytest.mark.parametrize("name", NAMES)
def test_presets_are_valid_cases_with_an_origin(name):
    simulator = simulations.simulator(name)
    for preset in () if simulator.branching else simulator.model.PRESETS.values():
        assert isinstance(preset, Preset)
        assert preset.values["scene"] in simulator.scenes
        assert preset.sources or preset.editors
        known = {c.name for c in simulations.controls(simulator.model.Inputs, preset.values["scene"])}
        assert set(preset.values) <= known | {"scene"}
        simulator.inputs(preset.values)


@pytest.mark.parametrize("name", NAMES)
def test_a_predictions_truth_is_one_of_its_options_and_comes_from_the_model(name):
    simulator = simulations.simulator(name)
    for part, prediction in simulator.model.PREDICTIONS.items():
        assert isinstance(prediction, Prediction)
        assert 2 <= len(prediction.options) <= 4
        if simulator.branching:
            cases = [case for scene in simulator.scenes for case in trials(simulator, scene, 400)]
        else:
            assert prediction.values["scene"] == part
            cases = [dict(prediction.values), *trials(simulator, part, 400)]
        truths = set()
        for values in cases:
            outcome = simulator.model.run(simulator.inputs(values), 1)
            if simulator.branching and outcome.now is not None:
                continue  # a guess about a story is judged when it is over
            truth = prediction.truth(outcome)
            assert truth in prediction.options
            truths.add(truth)
        assert truths == set(prediction.options), "an option that is never true gives itself away"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_a_figure_is_drawn_for_every_case_one_look_after_the_other(name, scene, language):
    simulator = simulations.simulator(name)
    cases = list(trials(simulator, scene, 12))[:: 7 if simulator.branching else 1]  # a story's cases are much alike
    for values, look in zip(cases, cycle(LOOKS.values()), strict=False):
        outcome = simulator.model.run(simulator.inputs(values), 1)
        layout = simulator.draw.figure(outcome, say(name, language), look).layout
        assert layout.title.text is None
        assert not layout.transition.to_plotly_json(), "with one Plotly leaves words and shapes as they were"
        assert layout.showlegend is False
        assert layout.paper_bgcolor == layout.plot_bgcolor == look.paper
        assert layout.font.size == look.size
        assert layout.xaxis.linecolor == look.ink
        smallest = min(text.font.size for text in layout.annotations if text.text)
        assert smallest >= (28 if look.size == 28 else 14)
        for text in layout.annotations:
            assert not PLACE.search(text.text or ""), text.text


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_the_same_inputs_and_seed_give_the_same_outcome(name, scene):
    simulator = simulations.simulator(name)
    for values in trials(simulator, scene, 20):
        inputs = simulator.inputs(values)
        assert simulator.model.run(inputs, 7) == simulator.model.run(inputs, 7)
        if scene not in getattr(simulator.model, "CHANCE", ()):
            assert simulator.model.run(inputs, 7) == simulator.model.run(inputs, 8)


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_goals_are_exact_shares_from_nothing_to_all(name, scene):
    simulator = simulations.simulator(name)
    aim = simulator.model.AIMS[simulator.part(scene)]
    best = Fraction(0)
    for values in trials(simulator, scene, 300):
        outcome = simulator.model.run(simulator.inputs(values), 1)
        for goal in simulator.model.GOALS:
            share = simulator.goal(goal, outcome)
            assert isinstance(share, Fraction)
            assert 0 <= share <= 1
        best = max(best, simulator.goal(aim, outcome))
    assert best == 1, "nobody can reach this goal"
