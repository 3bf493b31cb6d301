"""A simulator on a page, drawn by Streamlit: predict, play, switch languages, share the address."""

import csv
import io
import json
import sys
from types import ModuleType
from typing import Any, ClassVar, Literal

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

import simulations
from courseware.blocks.simulator import game
from courseware.blocks.simulator.parts import view as parts_view
from courseware.look import look
from courseware.words import LANGUAGES, Text
from simulations import Controls, Simulator, Statement, control
from tests.blocks.drawn import sent
from tests.simulations.stage import SLIDERS, say, stage


def page(name: str, scene: str, address: bool = False, large: bool = False, preset: str | None = None) -> None:
    import streamlit as st

    from courseware.blocks.simulator.view import play
    from tests.simulations.stage import stage

    st.session_state.setdefault("language", "zh")
    both = st.session_state.get("both", False)
    here = stage("water-bowls-0", st.session_state["language"], both)
    play(name, scene, here, address=address, large=large, preset=preset)


def drawn(name: str, scene: str, query: dict[str, str] | None = None, **more: Any) -> AppTest:
    app = AppTest.from_function(page, args=(name, scene), kwargs=more, default_timeout=60)
    for key, value in (query or {}).items():
        app.query_params[key] = value
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, deed: str) -> AppTest:
    """Press the button whose key ends so."""
    next(button for button in app.button if str(button.key).endswith(deed)).click()
    return run(app)


def case(app: AppTest) -> str | None:
    """The preset that is marked as the one in force."""
    marked = [b for b in app.button if "-case-" in str(b.key) and b.proto.type == "primary"]
    return str(marked[0].key).rsplit("-case-", 1)[1] if marked else None


def guess(app: AppTest, number: int = 0) -> AppTest:
    app.button[number].click()
    return run(app)


def charts(app: AppTest) -> list[Any]:
    """Figures in the order of their places, as (figure, text alternative)."""
    found = [json.loads(element.proto.json) for element in app.main if element.type == "bidi_component"]
    return [(json.loads(chart["figure"]), chart["alt"]) for chart in found]


def sentence(app: AppTest) -> str:
    """The sentence under the figure, without the Markdown around it."""
    line = next(m.value for m in app.markdown if m.value.startswith("**"))
    return line.split("\n")[0].strip("*").replace("\\", "")


def expected(name: str, language: Any = "zh", **values: Any) -> str:
    simulator = simulations.simulator(name)
    key, filled = simulator.model.sentence(simulator.model.run(simulator.inputs(values), game.SEED))
    return say(name, language)(f"sentences.{key}", **filled)


@pytest.mark.parametrize(("name", "scene"), SLIDERS)
def test_nothing_of_the_answer_is_sent_before_the_prediction(name, scene):
    app = drawn(name, scene)
    words = say(name)
    prediction = simulations.simulator(name).model.PREDICTIONS[scene]
    assert [b.label.replace("\\", "") for b in app.button] == [
        words(f"predictions.{scene}.options.{option}") for option in prediction.options
    ]
    assert not charts(app)
    assert not app.slider
    assert expected(name, **prediction.values) not in sent(app)
    for option in prediction.options:
        assert words(f"predictions.{scene}.replies.{option}") not in sent(app)


@pytest.mark.parametrize(("name", "scene"), SLIDERS)
def test_after_any_prediction_the_figure_answers_it(name, scene):
    prediction = simulations.simulator(name).model.PREDICTIONS[scene]
    truth = prediction.truth(
        simulations.simulator(name).model.run(simulations.simulator(name).inputs(prediction.values), game.SEED)
    )
    for number, option in enumerate(prediction.options):
        app = guess(drawn(name, scene), number)
        assert sentence(app) == expected(name, **prediction.values)
        assert sentence(app) in sent(app)
        shown = next(m.value for m in app.markdown if m.value.startswith("**")).replace("\\", "")
        assert say(name)(f"predictions.{scene}.replies.{option}") in shown
        assert (":material/check:" in shown) == (option == truth)
        assert len(charts(app)) == 1
        assert charts(app)[0][1]
        assert len(app.slider) + len(app.toggle) >= 2


def test_a_moved_slider_changes_sentence_figure_and_text_alternative():
    app = guess(drawn("water", "service"))
    [before] = charts(app)
    app.slider[0].set_value(48)
    run(app)
    assert sentence(app) == expected("water", scene="service", promise_a=48, promise_b=24, delivery=48)
    [now] = charts(app)
    assert now != before
    assert "48" in now[1]


def test_at_most_three_controls_stand_open_and_the_others_are_one_click_away():
    app = guess(drawn("satisfaction", "visits"))
    more = app.expander[0]
    inside = {s.label for s in more.slider} | {t.label for t in more.toggle}
    outside = [w for w in [*app.slider, *app.toggle] if w.label not in inside]
    assert len(outside) == 3
    assert len(inside) == 4
    more.slider[0].set_value(10)
    run(app)
    assert app.session_state["simulator/water-bowls-0-satisfaction-visits"]["values"]["spread"] == 10


def test_a_case_sets_every_control_and_moving_one_leaves_the_case():
    app = guess(drawn("water", "service"))
    assert case(app) == "two-promises"
    press(app, "-case-padded")
    assert [s.value for s in app.slider] == [96, 96, 48]
    app.slider[0].set_value(48)
    run(app)
    assert case(app) is None
    assert sentence(app) == expected("water", scene="service", promise_a=48, promise_b=96, delivery=48)


def test_start_over_returns_to_the_predicted_case():
    app = guess(drawn("satisfaction", "visits"))
    app.slider[0].set_value(95)
    app.toggle[0].set_value(False)
    run(app)
    press(app, "-reset")
    assert app.slider[0].value == 70
    assert app.toggle[0].value is True
    assert sentence(app) == expected(
        "satisfaction", **simulations.simulator("satisfaction").model.PREDICTIONS["visits"].values
    )


def test_new_luck_changes_what_chance_decides_and_nothing_else():
    app = guess(drawn("satisfaction", "visits"))
    press(app, "-case-uneven")
    seen = {sentence(app)}
    for _ in range(4):
        press(app, "-again")
        seen.add(sentence(app))
    assert len(seen) > 1
    assert app.slider[0].value == 75
    assert not [b for b in guess(drawn("water", "bowls")).button if str(b.key).endswith("-again")]


@pytest.mark.parametrize(("name", "scene"), SLIDERS)
def test_three_changes_of_language_keep_every_value(name, scene):
    app = guess(drawn(name, scene), 1)
    for slider in app.slider:
        slider.set_value(slider.min + slider.step)
    for toggle in app.toggle:
        toggle.set_value(not toggle.value)
    run(app)
    values = [s.value for s in app.slider], [t.value for t in app.toggle]
    key = f"water-bowls-0-{name}-{scene}".replace("_", "-")
    given = app.session_state[f"simulator/{key}"]["values"]
    for language in ("en", "zh", "en"):
        app.session_state["language"] = language
        run(app)
        assert ([s.value for s in app.slider], [t.value for t in app.toggle]) == values
        assert sentence(app) == expected(name, language, scene=scene, **given)


def test_a_prediction_survives_a_change_of_language():
    app = guess(drawn("water", "bowls"), 2)
    app.session_state["language"] = "en"
    run(app)
    reply = say("water", "en")("predictions.bowls.replies.cool")
    assert reply in sent(app)


def test_two_languages_side_by_side_are_said_at_once():
    app = drawn("water", "bowls")
    app.session_state["both"] = True
    run(app)
    run(guess(app))
    zh, en = (expected("water", language, before=10, warm=38) for language in LANGUAGES)
    assert sentence(app) == f"{zh} / {en}"


def test_the_numbers_are_a_table_and_a_file_only_when_asked_for():
    app = guess(drawn("water", "service"))
    assert not [m for m in app.markdown if m.value.startswith("|")]
    app.session_state["sim-numbers-water-bowls-0-water-service"] = True
    run(app)
    table = next(m.value for m in app.markdown if m.value.startswith("|")).replace("\\", "")
    assert "| 甲 | 72 | 48 | 24 | 24 | 觉得快 |" in table
    assert "| 乙 | 24 | 48 | −24 | 24 | 觉得慢 |" in table


def test_the_file_opens_in_a_spreadsheet_with_numbers_as_numbers(monkeypatch):
    saved: list[bytes] = []
    monkeypatch.setattr(parts_view.st, "download_button", lambda label, data, *args, **more: saved.append(data))
    app = guess(drawn("water", "service"))
    app.session_state["sim-numbers-water-bowls-0-water-service"] = True
    run(app)
    assert saved[0].startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(saved[0].decode("utf-8-sig"))))
    assert lines[2] == ["乙", "24", "48", "-24", "24", "觉得慢"]


def test_the_address_reproduces_a_state():
    app = drawn("water", "service", {"guess": "b", "promise_a": "48", "promise_b": "96"}, address=True)
    assert [s.value for s in app.slider] == [48, 96, 48]
    assert sentence(app) == expected("water", scene="service", promise_a=48, promise_b=96, delivery=48)
    app = drawn(
        "satisfaction", "visits", {"guess": "soon", "rival": "false", "spread": "15", "seed": "3"}, address=True
    )
    assert app.toggle[0].value is False
    assert app.session_state["simulator/water-bowls-0-satisfaction-visits"]["seed"] == 3


def test_values_without_a_guess_wait_behind_the_prediction():
    app = drawn("water", "service", {"promise_a": "48"}, address=True)
    assert not charts(app)
    assert [s.value for s in guess(app).slider] == [48, 24, 48]


def test_what_the_learner_does_is_written_into_the_address():
    app = guess(drawn("water", "service", address=True), 1)
    assert app.query_params["guess"] == "same"
    app.slider[0].set_value(60)
    run(app)
    assert app.slider[0].proto.query_param_key == "promise_a"
    assert app.slider[0].value == 60


@pytest.mark.parametrize(
    "query",
    [
        {"guess": "nobody"},
        {"guess": "a", "promise_a": "9999"},
        {"guess": "a", "promise_a": "-5"},
        {"guess": "a", "promise_a": "soon", "promise_b": ""},
        {"guess": "a", "promise_a": "nan", "delivery": "1e400"},
        {"guess": "a", "promise_a": "49.5", "seed": "x", "preset": "none"},
        {"guess": "a", "promise_a": "<script>", "seed": "-1"},
        {"guess": "", "promise_a": "7" * 5000},
    ],
)
def test_nonsense_in_the_address_falls_back_without_an_error(query):
    app = drawn("water", "service", query, address=True)
    if query["guess"] != "a":
        app = guess(app)
    assert all(s.min <= s.value <= s.max for s in app.slider)
    assert sentence(app)


def test_an_unknown_scene_or_preset_falls_back():
    app = guess(drawn("water", "no-such-scene", preset="no-such-preset"))
    assert sentence(app) == expected("water", before=10, warm=38)


def test_a_preset_stands_first_and_is_where_start_over_leads():
    app = guess(drawn("satisfaction", "arrival", preset="half-hour"))
    assert app.slider[0].value == 15
    first = next(button for button in app.button if "-case-" in str(button.key))
    assert first.label.replace("\\", "") == say("satisfaction")("presets.half-hour")
    press(app, "-reset")
    assert [s.value for s in app.slider] == [30, 20]


def test_on_a_page_of_its_own_it_has_one_title_and_its_sources():
    alone = guess(drawn("satisfaction", "once", address=True))
    assert [t.value for t in alone.title] == [say("satisfaction")("scenes.once.title")]
    assert "D1-41" in sent(alone)
    lesson = guess(drawn("satisfaction", "once"))
    assert not lesson.title
    assert "D1-41" not in sent(lesson)


def test_on_a_projector_the_type_is_large():
    app = guess(drawn("water", "hands", large=True))
    assert charts(app)[0][0]["layout"]["font"]["size"] == 28


def test_an_equal_figure_is_made_once(monkeypatch):
    game.shown.cache_clear()
    made = []
    figure = simulations.simulator("water").draw.figure
    monkeypatch.setattr(simulations.simulator("water").draw, "figure", lambda *args: made.append(1) or figure(*args))
    app = guess(drawn("water", "bowls"))
    for value in (20, 10, 20, 10):
        app.slider[0].set_value(value)
        run(app)
    guess(drawn("water", "bowls"))
    assert len(made) == 2


class Choosing(Controls):
    """Inputs of a simulator that exists only here."""

    first: ClassVar[int] = 1
    scene: Literal["only"] = "only"
    how: str = control("slow", options=("slow", "fast"))
    share: float = control(0.5, low=0.0, high=1.0, step=0.1, unit="percent")


def test_choices_and_fractions_are_controls_too_and_keep_their_values(monkeypatch):
    """No simulator has a choice yet; the one of this test has."""
    model = ModuleType("model")
    vars(model).update(
        SCENES=("only",), Inputs=Choosing, PRESETS={}, PREDICTIONS={}, GOALS={}, AIMS={},
        DECKS={"only": Statement(("D1-41",))},
        run=lambda inputs, seed: inputs, sentence=lambda o: (o.how, {"share": o.share}),
        alternative=lambda o: (o.how, {}), rows=lambda o: (("how",), [(None,)]),
    )  # fmt: skip
    figures = ModuleType("figure")
    vars(figures)["figure"] = lambda *a: go.Figure(layout={"height": 300})
    monkeypatch.setitem(sys.modules, "simulations.made.figure", figures)
    monkeypatch.setattr(simulations, "simulator", lambda name: Simulator("made", model))
    lines = {"controls.how": "How", "controls.share": "Share", "options.how.slow": "Slow", "options.how.fast": "Fast",
             "sentences.slow": "slow {share}", "sentences.fast": "fast {share}", "alternatives.slow": "s",
             "alternatives.fast": "f", "limits": "none", "columns.how": "How", "scenes.only.title": "T",
             "scenes.only.lead": "L", "decks.only": "D"}  # fmt: skip
    words = dict(stage().say.words)
    words |= {f"simulations.made.{key}": Text(zh=f"{line}。", en=line) for key, line in lines.items()}
    monkeypatch.setattr("tests.simulations.stage.words", lambda: words)
    for address in (False, True):
        app = drawn("made", "only", address=address)
        assert sentence(app) == "slow 0.5。"
        app.button_group[0].set_value("fast")
        app.slider[0].set_value(0.3)
        run(app)
        assert sentence(app) == "fast 0.3。"
        assert app.slider[0].proto.format == "%.1f%%"
        if address:
            assert app.query_params["how"] == "fast"
        for language in ("en", "zh", "en"):
            app.session_state["language"] = language
            run(app)
        assert sentence(app) == "fast 0.3"
    app = drawn("made", "only", {"how": "fast", "share": "0.9"}, address=True)
    assert sentence(app) == "fast 0.9。"
    app = drawn("made", "only", {"how": "sideways"}, address=True)
    assert sentence(app) == "slow 0.5。"


def test_words_that_changed_are_said_at_once():
    """A new content version brings a new mapping of words: nothing old is served for it."""
    old, new = stage().say.words, dict(stage().say.words)
    new["simulations.water.sentences.bowls_hot"] = Text(zh="新的", en="new")
    inputs: Any = simulations.simulator("water").inputs({"before": 10})
    told = [
        game.shown(
            "water", inputs, 1, game.Voice(say("water").__class__("zh", words).within("simulations.water")), look(False)
        )
        for words in (old, new)
    ]
    assert told[1].sentence == "新的"
    assert told[0].sentence != "新的"
