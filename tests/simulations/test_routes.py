"""The figure that a chart asks for while a slider moves."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from courseware.blocks.simulator import routes
from courseware.words import Say
from tests.simulations.stage import words

CLIENT = TestClient(Starlette(routes=routes.routes(lambda language: Say(language, words()))))
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
