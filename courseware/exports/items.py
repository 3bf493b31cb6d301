"""Questions with their statistics as CSV: one line a question, the columns of the whole quiz repeated in each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO
from zoneinfo import ZoneInfo

from courseware.actions.statistics import Report
from courseware.errors import Refused
from courseware.exports import separated
from courseware.exports.columns import Column
from courseware.progress.booking import from_room
from courseware.progress.hints import sentence
from courseware.progress.statistics import Item, QuizStatistics
from courseware.questions import tallies
from courseware.words import Say

NAMES = ("quiz", "lang")


@dataclass(frozen=True)
class Line:
    """One question of a report, to be told in the language of `say`."""

    report: Report
    name: str
    say: Say

    @property
    def item(self) -> Item:
        """Its figures."""
        return self.report.item(self.name)

    @property
    def quiz(self) -> QuizStatistics:
        """Those of its quiz."""
        return self.report.statistics

    def answers(self) -> str:
        """Every answer with how many people gave it, the right ones marked."""
        question = self.report.questions[self.name]
        given = {name: choice.people for name, choice in self.item.choices.items()}
        right, told = tallies.right(question), []
        for name in tallies.listed(question, given) if given else ():
            key = "exports.items.right-answer" if name in right else "exports.items.answer"
            told.append(self.say(key, answer=tallies.told(question, name, self.say), n=given.get(name, 0)))
        return self._joined(told)

    def hints(self) -> str:
        """What to look at, in sentences."""
        question = self.report.questions[self.name]
        found = self.report.hints.get(self.name, ())
        return self._joined([sentence(hint, self.item, question, self.say).rstrip("。.") for hint in found])

    def _joined(self, told: list[str]) -> str:
        return ("；" if self.say.language == "zh" else "; ").join(told)


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(str(round(value, separated.DECIMALS)))


def _percent(value: Fraction | None) -> Fraction | None:
    return None if value is None else value * 100


COLUMNS = (
    Column("quiz-id", "code", lambda line: line.report.quiz_id, 16),
    Column("quiz", "text", lambda line: line.report.title, 26),
    Column("question-id", "code", lambda line: line.name, 16),
    Column("question", "text", lambda line: line.say(line.report.questions[line.name].stem).replace("**", ""), 60),
    Column("people", "number", lambda line: line.item.people, 9),
    Column("difficulty", "percent", lambda line: _percent(line.item.difficulty), 10),
    Column("full", "number", lambda line: line.item.full, 9),
    Column("blank", "number", lambda line: line.item.blank, 9),
    Column("discrimination", "number", lambda line: _exact(line.item.discrimination), 10),
    Column("seconds", "number", lambda line: _exact(line.item.seconds), 10),
    Column("answers", "text", Line.answers, 60),
    Column("hints", "text", Line.hints, 60),
    Column("quiz-people", "number", lambda line: line.quiz.people, 9),
    Column("quiz-passed", "number", lambda line: None if from_room(line.report.quiz_id) else line.quiz.passed, 9),
    Column("quiz-mean", "percent", lambda line: line.quiz.mean, 10),
    Column("quiz-deviation", "percent", lambda line: _exact(line.quiz.deviation), 10),
    Column("quiz-alpha", "number", lambda line: _exact(line.quiz.alpha), 10),
    Column("quiz-error", "percent", lambda line: _exact(line.quiz.error), 10),
)


def read(pairs: Iterable[tuple[str, str]]) -> str:
    """The quiz asked for, "" for all. Raises Refused with what cannot be read."""
    asked: dict[str, str] = {}
    for name, value in pairs:
        if name not in NAMES:
            raise Refused("unknown-filter", found=name[:40], known=", ".join(NAMES))
        if name in asked or "\x00" in value:
            raise Refused("bad-filter", found=name)
        asked[name] = value
    return asked.get("quiz", "")


def write(file: BinaryIO, reports: Iterator[Report], say: Say, zone: ZoneInfo) -> int:
    """Write the questions of all reports; how many there were."""
    lines = (Line(report, name, say) for report in reports for name in report.questions)
    names = [say(f"exports.items.columns.{column.key}") for column in COLUMNS]
    return separated.table(file, COLUMNS, names, lines, say, zone)
