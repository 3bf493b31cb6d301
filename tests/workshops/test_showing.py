"""What projector and console show of a room: its program, the order of its slides, the address phones are given."""

import re
from random import Random

import pytest
from starlette.requests import Request

from courseware import plain
from courseware.errors import Refused
from courseware.settings import Settings
from courseware.workshops import address, program, showing, slides
from tests.course import library

LIBRARY = library()
DECKS = slides.decks(LIBRARY, LIBRARY.order(), ["zh", "en"])


def request(host: str, scheme: str = "http") -> Request:
    name, _, port = host.partition(":")
    return Request(
        {
            "type": "http", "method": "GET", "path": "/", "query_string": b"", "scheme": scheme,
            "server": (name, int(port or 80)), "headers": [(b"host", host.encode())],
        }
    )  # fmt: skip


def test_a_program_is_lessons_modules_and_quizzes_in_the_order_of_the_course():
    found = program.chosen(LIBRARY, ["lesson:water", "module:m1", "quiz:water", "lesson:no-such", ""], "en")
    assert found.lessons == ["customers", "two-sides", "expectation", "gaps", "water"]
    assert found.quizzes == ["water"]
    assert found.title.startswith("Knowing the customer · ")
    assert len(found.title) <= 80


@pytest.mark.parametrize("about", [[], [""], ["lesson:gone", "quiz:gone", "module:gone"]])
def test_a_program_of_nothing_is_refused(about):
    with pytest.raises(Refused) as caught:
        program.chosen(LIBRARY, about, "zh")
    assert caught.value.key == "no-program"


def test_a_lesson_shown_from_outside_the_program_is_loaded_too():
    kept = {"lessons": ["water", "gone"], "quizzes": []}
    assert program.lessons(LIBRARY, kept) == ["water"]
    assert program.lessons(LIBRARY, kept, "trust") == ["water", "trust"]
    assert program.lessons(LIBRARY, kept, "") == ["water"]


def test_the_order_begins_in_the_lobby_and_has_every_slide_once():
    order = showing.order(DECKS)
    assert order[0] == {"lesson": "", "page": 1, "asks": []}
    places = [(one["lesson"], one["page"]) for one in order[1:]]
    assert len(places) == len(set(places)) == sum(len(lesson.pages) for lesson in LIBRARY.lessons.values())


def test_every_hidden_part_of_a_slide_is_counted_and_says_what_it_asks():
    order = iter(showing.order(DECKS)[1:])
    for deck in DECKS:
        for number, page in enumerate(deck.lesson.pages, 1):
            html = plain.page(
                "workshops/slide.html", deck.tellings[0][0], deck=deck, page=page, number=number, id="one",
                **slides.values(LIBRARY),
            )  # fmt: skip
            steps = dict.fromkeys(re.findall(r'data-step="([^"]+)"', html))
            asks = next(order)["asks"]
            assert len(steps) == len(asks), page.id
            assert set(asks) <= set(re.findall(r'data-asks="([^"]+)"', html))


def test_phones_are_given_the_address_that_was_set_or_the_one_the_trainer_used():
    assert address.live(request("10.0.0.5:8501"), Settings(), "ABCDEF") == "http://10.0.0.5:8501/live/ABCDEF"
    assert address.live(request("a.example", "https"), Settings(), "ABCDEF") == "https://a.example/live/ABCDEF"
    assert (
        address.live(request("127.0.0.1:1"), Settings(base_url="https://b.example/"), "A") == "https://b.example/live/A"
    )
    assert address.spoken("https://b.example/live/ABCDEF") == "b.example/live"


def test_a_trainer_on_the_server_itself_gives_phones_an_address_they_can_reach(monkeypatch):
    monkeypatch.setattr(address, "_own", lambda: "192.168.1.7")
    open_ = Settings(host="0.0.0.0", port=8501)
    assert address.live(request("localhost:8501"), open_, "A") == "http://192.168.1.7:8501/live/A"
    assert address.live(request("localhost:8501"), Settings(), "A") == "http://localhost:8501/live/A"
    monkeypatch.setattr(address, "_own", lambda: "")
    assert address.live(request("localhost:8501"), open_, "A") == "http://localhost:8501/live/A"


def test_a_qr_code_is_a_drawing_that_carries_no_style_and_no_script():
    drawn = address.qr(f"http://192.168.1.7:8501/live/{Random(3).choice('ABC') * 6}")
    assert drawn.startswith("<svg")
    assert "<script" not in drawn
    assert "viewBox" in drawn
