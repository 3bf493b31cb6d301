"""/room/<CODE>/console, the trainer's second window: notes, time, polls, people. On a phone it is a remote."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from courseware.actions import pacing
from courseware.content.library import Library
from courseware.errors import Forbidden
from courseware.house import House
from courseware.questions import QuestionBase, tallies
from courseware.words import Text
from courseware.workshops import misses, program, showing
from courseware.workshops.polled import rating
from courseware.workshops.slides import Deck
from courseware.workshops.visits import Visit, trainers

COUNTDOWNS = (30, 60, 120, 300)  # seconds


def routes(house: House) -> list[Route]:
    """The page of the console."""

    async def console(visit: Visit) -> Response:
        try:
            room = await showing.led(visit)
        except Forbidden:
            return RedirectResponse(f"/workshop?code={visit.request.path_params['code'][:12]}", 303)
        steps = await visit.threaded(pacing.steps, house.records, room)
        values = showing.shown(visit, room)
        library, now = visit.library, house.clock()
        missed = {
            deck.name: await visit.threaded(
                misses.misses, house.records, visit.person, library, deck.name, visit.say, now
            )
            for deck in values["decks"]
        }
        return await visit.page(
            "workshops/console.html",
            countdowns=COUNTDOWNS,
            since=(steps[-1][2] if steps else room.opened_at or room.made_at).isoformat(timespec="milliseconds"),
            began=room.opened_at.isoformat(timespec="milliseconds") if room.opened_at else "",
            planned=round(sum(page.minutes for deck in values["decks"] for page in deck.lesson.pages)),
            of_lesson={deck.name: of_lesson(library, deck) for deck in values["decks"]},
            of_quizzes=[of_quiz(library, name) for name in room.program.get("quizzes", ())],
            missed=missed,
            trials=partial(rating.asked, library.experiments),
            stories=library.stories,
            me=visit.person.id,
            **values,
        )

    return [Route("/room/{code}/console", trainers(house, console))]


def of_lesson(library: Library, deck: Deck) -> list[Mapping[str, Any]]:
    """The questions of the lesson's quiz: id and stem."""
    quiz = deck.lesson.quiz
    return [_listed(one) for one in program.questions(library, quiz)] if quiz else []


def of_quiz(library: Library, name: str) -> Mapping[str, Any]:
    """A quiz of the program: its title and its questions."""
    title = library.quizzes[name].title if name in library.quizzes else Text(zh=name)
    found = program.questions(library, name)
    return {"title": title, "questions": [_listed(one) for one in found]}


def _listed(question: QuestionBase) -> Mapping[str, Any]:
    return {"id": question.id, "stem": tallies.example(question).stem}
