"""The figure that a chart asks for while a slider moves."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import simulations
from courseware.blocks.simulator import routes, thumbnails
from courseware.words import Say
from tests.simulations.stage import library, words

ROUTES = routes.routes(lambda language: Say(language, words()), lambda: library().stories)
CLIENT = TestClient(Starlette(routes=ROUTES))
WATER = "/figure/water?scene=service&promise_a=48&promise_b=24&delivery=48&lang=en&look=light-page&seed=1"


def test_the_figure_is_that_of_the_values_in_the_language_asked_for():
    answer = CLIENT.get(WATER).json()
    layout = json.loads(answer["figure"])["layout"]
    assert "48" in answer["alt"]
    assert not re.search("[一-鿿]", answer["alt"])
    assert layout["font"]["size"] == 15
    assert CLIENT.get(WATER.replace("promise_a=48", "promise_a=60")).json() != answer


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (WATER.replace("water", "nowhere"), 404),
        (WATER.replace("lang=en", "lang=fr"), 404),
        (WATER.replace("light-page", "neon"), 404),
        (WATER.replace("seed=1", "seed=-1"), 404),
        (WATER + "&x=" + "7" * 3000, 404),
        (WATER.replace("promise_a=48", "promise_a=9999"), 422),
        (WATER.replace("promise_a=48", "promise_a=soon"), 422),
        (WATER + "&unheard=1", 422),
    ],
)
def test_rubbish_is_refused_without_a_word_about_the_inside(address, status):
    answer = CLIENT.get(address)
    assert answer.status_code == status
    assert answer.json() == {}


@pytest.mark.parametrize("name", simulations.names())
def test_a_thumbnail_has_some_states_without_a_word_and_none_is_the_predicted_case(name):
    frames = CLIENT.get(f"/thumbnail/{name}?look=light-page").json()["frames"]
    assert 2 <= len(frames) <= 5
    assert len(set(frames)) == len(frames)
    for frame in map(json.loads, frames):
        assert not [note for note in frame["layout"]["annotations"] if note["text"]]
        assert not [trace for trace in frame["data"] if "text" in trace]
    simulator = simulations.simulator(name)
    if not simulator.branching:
        asked = simulator.inputs(simulator.model.PREDICTIONS[simulator.scenes[0]].values)
        assert asked not in list(thumbnails._cases(simulator))


def test_no_thumbnail_of_nothing():
    assert CLIENT.get("/thumbnail/nowhere?look=light-page").status_code == 404
    assert CLIENT.get("/thumbnail/water?look=neon").status_code == 404
