"""Invented people and attempts, to look at the product with; their answers are graded like anybody's.

How likely somebody knows an answer depends on the person and on the question, so that statistics of questions have
something to show: easy ones and hard ones, tempting wrong answers, and now and then one that strong people miss.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import islice
from random import Random
from typing import Any

from courseware.content.models import Quiz
from courseware.errors import Unready
from courseware.people import ROLES, Role
from courseware.progress import paper, scoring
from courseware.questions import QuestionBase
from courseware.records import audit, bulk, people, snapshots
from courseware.records.bulk import Finished, NewPerson
from courseware.records.database import Records

DAYS = 120
"""How far back the invented past reaches."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_NOBODY = "!"  # no password has this hash


@dataclass(frozen=True)
class Account:
    """A way to sign in and look around in that role."""

    role: Role
    employee_number: str
    password: str


def fill(
    records: Records, quizzes: Mapping[str, Quiz], invented: Mapping[str, Sequence[str]], count: int, attempts: int,
    seed: int, hashed: Callable[[str], str], now: datetime,
) -> list[Account]:  # fmt: skip
    """Invent `count` people, at least one of each role, and their `attempts` in the last 120 days.

    The first quizzes are taken most. `invented` has lists of surnames, given_names and departments. The same seed
    invents the same, passwords too. All or nothing; raises Unready unless the database is without people.
    """
    chance = Random(seed)
    accounts = [Account(role, f"{n:05}", "".join(chance.choices(_LETTERS, k=10))) for n, role in enumerate(ROLES, 1)]
    hashes = [hashed(account.password) for account in accounts]
    with records.writing() as db:
        if people.anybody(db):
            raise Unready(
                "the database has people already, and invented ones go into an empty one only: "
                "set COURSEWARE_DATA_DIR to a new folder, or COURSEWARE_DATABASE_URL to an empty database"
            )
        everybody = list(_people(invented, max(count, len(ROLES)), hashes, chance, now))
        known = bulk.add_people(db, everybody)
        kept = {name: snapshots.keep(db, quiz) for name, quiz in quizzes.items()}
        makers = [_Maker(name, quiz, kept[name]) for name, quiz in quizzes.items() if paper.draw(quiz, 0)]
        some = _attempts(makers, known, attempts if makers else 0, chance, now)
        while batch := list(islice(some, 1000)):
            bulk.add_attempts(db, batch)
        audit.note(db, None, "demo", "demo", {"people": len(everybody), "attempts": attempts, "seed": seed}, now)
    return accounts


def _people(
    invented: Mapping[str, Sequence[str]], count: int, hashes: Sequence[str], chance: Random, now: datetime
) -> Iterator[NewPerson]:
    for n in range(count):
        name = chance.choice(invented["surnames"]) + chance.choice(invented["given_names"])
        department = chance.choice(invented["departments"])
        role: Role = ROLES[n] if n < len(ROLES) else "learner"
        roles: list[Role] = ["learner"] if role == "learner" else ["learner", role]
        registered_at = now - timedelta(DAYS + chance.uniform(1, 30))
        kept = hashes[n] if n < len(hashes) else _NOBODY
        yield NewPerson(f"{n + 1:05}", name, department, kept, roles, registered_at)


class _Maker:
    """Makes finished attempts at one quiz."""

    def __init__(self, quiz_id: str, quiz: Quiz, digest: str) -> None:
        self.quiz_id, self.quiz, self.digest = quiz_id, quiz, digest
        self.questions = {question.id: question for question in quiz.questions}
        self.keys = {name: _key(question) for name, question in self.questions.items() if not question.places}
        self.traits = {name: _trait(name) for name in self.questions}

    def make(self, who: tuple[int, int], ability: float, began_at: datetime, chance: Random) -> Finished:
        """An attempt of somebody of an ability that is 0 on average; most are between −2 and 2."""
        seed = chance.getrandbits(31)
        drawn = paper.draw(self.quiz, seed)
        at, given, responses = began_at, {}, {}
        for item in drawn:
            name = item["question"]
            place, slope = self.traits[name]
            at += timedelta(seconds=round(math.exp(chance.gauss(3.2 + place / 8, 0.5))) + 3)
            if chance.random() < 0.01:
                continue  # overlooked
            question = self.questions[name].at(item["parameters"])
            response = self.keys[name] if name in self.keys else _key(question)
            if chance.random() > 1 / (1 + math.exp(slope * (place - ability))):
                response = _guessed(question, response, item["parameters"], chance)
            given[name] = (response, at)
            responses[name] = paper.revived(question, response)
        grades, score = scoring.score(drawn, self.questions, responses)
        return Finished(
            who[0], who[1], self.quiz_id, self.digest, seed, drawn, self.quiz.pass_mark, began_at,
            at + timedelta(seconds=20), "zh" if chance.random() < 0.85 else "en", given, grades, score,
        )  # fmt: skip


def _trait(question_id: str) -> tuple[float, float]:
    """How much ability a question asks for, and how much that decides; one in thirty it decides the wrong way round."""
    chance = Random(question_id)
    place = chance.gauss(-1.6, 0.9)
    return (-0.3, -0.9) if chance.random() < 1 / 30 else (place, chance.uniform(0.8, 1.8))


def _attempts(
    makers: Sequence[_Maker], known: Sequence[tuple[int, int]], count: int, chance: Random, now: datetime
) -> Iterator[Finished]:
    abilities = [chance.gauss(0, 1) for _ in known]
    before: dict[tuple[int, int], int] = {}
    span = timedelta(DAYS) - timedelta(hours=1)
    fewer = [0.8**place for place in range(len(makers))]  # the first quizzes of the course are taken most
    for when in sorted(chance.random() for _ in range(count)):
        who, which = chance.randrange(len(known)), chance.choices(range(len(makers)), fewer)[0]
        practice = before.get((who, which), 0)  # the second time round goes better
        before[who, which] = practice + 1
        yield makers[which].make(known[who], abilities[who] + practice, now - timedelta(DAYS) + span * when, chance)


def _key(question: QuestionBase) -> Any:
    return paper.kept(question, paper.rules(question).key(question))


def _guessed(question: QuestionBase, response: Any, parameters: Mapping[str, Any], chance: Random) -> Any:
    rules = paper.rules(question)
    if hasattr(rules, "guess"):
        return paper.kept(question, rules.guess(question, chance))
    return _spoiled(response, _ids(question, parameters), chance)


def _ids(question: QuestionBase, parameters: Mapping[str, Any]) -> list[str]:
    asked = paper.rules(question).asked(question, parameters)
    return [option["id"] for option in asked.get("options", ())]


def _spoiled(response: Any, ids: Sequence[str], chance: Random) -> Any:
    """Another answer of the same shape, whatever the kind: other ids, the other truth, a number that is off."""
    if isinstance(response, dict):
        return {name: _spoiled(value, ids, chance) for name, value in response.items()}
    if isinstance(response, bool):
        return not response
    if isinstance(response, list) and len(response) == len(ids):
        return chance.sample(ids, len(ids))  # an order: every id, another way round
    if isinstance(response, list):
        return sorted(chance.sample(ids, chance.randint(1, len(ids))))
    if response in ids:
        wrong = sorted(one for one in ids if one != response)  # not in the order shown, which differs
        return chance.choices(wrong, [4.0**-place for place in range(len(wrong))])[0]  # the first one tempts most
    return str(Fraction(response) + chance.randint(1, 9))
