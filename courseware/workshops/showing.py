"""What the projector and the console of a room both show: its slides in order, and how it stands as the page loads."""

import json
from collections.abc import Sequence
from typing import Any

from courseware.actions import rooms
from courseware.progress.room import read_code
from courseware.records.rooms import Room
from courseware.workshops import address, program, slides
from courseware.workshops.slides import Deck
from courseware.workshops.visits import Visit


async def led(visit: Visit) -> Room:
    """The room of the address, for its trainers. Raises Forbidden, Missing("no-such-room")."""
    code = read_code(visit.request.path_params["code"])
    return await visit.threaded(rooms.look, visit.house.records, visit.person, code)


def shown(visit: Visit, room: Room) -> dict[str, Any]:
    """Values of both pages."""
    library, state = visit.library, room.state
    decks = slides.decks(library, program.lessons(library, room.program, state.lesson), visit.languages)
    where = address.live(visit.request, visit.house.settings, room.code)
    first = {**state.kept(), "live": room.live, "over": room.ended_at is not None}
    return {
        "room": room,
        "code": f"{room.code[:3]} {room.code[3:]}",
        "decks": decks,
        "order": json.dumps(order(decks)),
        "first": json.dumps(first),
        "spoken": address.spoken(where),
        "where": where,
        "qr": address.qr(where),
        "quiz": [one.id for name in room.program.get("quizzes", ()) for one in program.questions(library, name)],
        "languages": visit.languages,
        "tongues": [library.say(one).within("room") for one in visit.languages],
        "tellers": [library.say(one).within("story") for one in visit.languages],
        **slides.values(library),
        **visit.frame(),
    }


def order(decks: Sequence[Deck]) -> list[dict[str, Any]]:
    """The lobby and then every slide: lesson, page, and what the parts that it hides ask."""
    found: list[dict[str, Any]] = [{"lesson": "", "page": 1, "asks": []}]
    for deck in decks:
        for number, page in enumerate(deck.lesson.pages, 1):
            asks: dict[str, str] = {}
            for place, block in enumerate(page.blocks):
                if hidden := slides.step(block):
                    asks.setdefault(hidden, slides.asks(page, place))
            found.append({"lesson": deck.name, "page": number, "asks": list(asks.values())})
    return found
