"""The shape of everything in lessons/ and quizzes/. The JSON Schemas for editors are made from these models."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field, PositiveFloat, PositiveInt, field_validator, model_validator

from courseware import blocks, questions
from courseware.blocks import Claim
from courseware.errors import BadSum
from courseware.questions import Difficulty, Fields, Id, ItemId, QuestionBase
from courseware.questions.typed import Forms
from courseware.sums import compute
from courseware.words import Text

if TYPE_CHECKING:
    AnyQuestion: TypeAlias = Any  # unions of the folders found at run time
    AnyBlock: TypeAlias = Any
else:
    AnyQuestion = Annotated[
        reduce(or_, [questions.kind(name).rules.Question for name in questions.names()]), Field(discriminator="kind")
    ]
    AnyBlock = Annotated[reduce(or_, [blocks.fields(name) for name in blocks.names()]), Field(discriminator="kind")]


class Number(Fields):
    """A number written once: an expression of `sums`, its unit, and what the deck printed where that differs."""

    n: str = Field(max_length=200)
    unit: str = "plain"
    printed: str | None = None

    @field_validator("n")
    @classmethod
    def _computes(cls, expression: str) -> str:
        try:
            compute(expression)
        except BadSum as error:
            raise ValueError(str(error)) from error
        return expression


class Page(Fields):
    """One thought: one screen in self-study, one slide, one sheet in print."""

    id: Id
    title: Text
    lead: Text | None = None
    tease: Text | None = Field(None, description="a question that the page before shows at its foot")
    minutes: PositiveFloat = 1
    notes: Text = Field(description="speaker notes")
    blocks: tuple[AnyBlock, ...] = Field(min_length=1)


class Lesson(Fields):
    """A lesson of four to seven pages; its id is the file's name."""

    title: Text
    question: Text
    objective: Text
    minutes: PositiveInt
    picture: Id | None = None
    quiz: Id | None = None
    numbers: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Number] = Field(default_factory=dict)
    pages: tuple[Page, ...] = Field(min_length=4, max_length=7)

    def page_number(self, page_id: str) -> int:
        """The place of a page, from 1; 1 for an id that is gone."""
        return next((n for n, page in enumerate(self.pages, 1) if page.id == page_id), 1)


class Pool(Fields):
    """So many questions of an exam, drawn from these quizzes; where named, of a difficulty or with one of the tags."""

    quizzes: tuple[Id, ...] = Field(min_length=1)
    count: PositiveInt
    difficulty: tuple[Difficulty, ...] = ()
    tags: tuple[Id, ...] = ()
    ids: tuple[Id, ...] = Field((), description="the questions to draw from: filled in by the course, not by authors")


Feedback = Literal["now", "submitted", "closed"]


class Quiz(Fields):
    """A scored quiz; its id is the file's name. It has questions of its own, or, as an exam, pools to draw from."""

    title: Text
    lesson: Id | None = None
    pass_mark: int = Field(80, ge=1, le=100, description="per cent of the points")
    shuffle: bool = True
    time_limit: PositiveInt | None = Field(default=None, le=600, description="minutes")
    attempts: PositiveInt | None = Field(
        default=None, le=100, description="how many a person has; without it, as many as wanted"
    )
    wait: PositiveInt | None = Field(
        default=None, le=60 * 24 * 90, description="minutes from handing in to the next attempt"
    )
    opens: datetime | None = Field(default=None, description="2026-12-01 09:00, in the time zone of the server")
    closes: datetime | None = Field(default=None, description="the same; attempts still running end then")
    feedback: Feedback = Field(
        default="submitted", description="now: question by question; closed: after the quiz has closed"
    )
    one_way: bool = Field(default=False, description="questions come one after the other, and none can be gone back to")
    confidence: bool = Field(default=False, description="ask how sure the learner is")
    questions: tuple[AnyQuestion, ...] = ()
    pools: tuple[Pool, ...] = ()

    @model_validator(mode="after")
    def _asks_something(self) -> "Quiz":
        if not self.questions and not self.pools:
            raise ValueError("a quiz has questions, or pools to draw from")
        if self.feedback == "closed" and not self.closes:
            raise ValueError("feedback: closed needs the date: closes")
        if self.opens and self.closes and self.opens.replace(tzinfo=None) >= self.closes.replace(tzinfo=None):
            raise ValueError("opens is not before closes")
        if self.wait and self.attempts == 1:
            raise ValueError("wait says when the next attempt may begin, but there is only one")
        return self

    @property
    def guarded(self) -> bool:
        """Only for people with an account: guests could otherwise see the answers before it counts."""
        return self.attempts is not None or self.closes is not None or self.opens is not None

    @property
    def asks(self) -> int:
        """How many questions an attempt has."""
        pooled = {name for pool in self.pools for name in pool.ids}
        own = sum(not q.retired and q.id not in pooled for q in self.questions)
        return own + sum(pool.count for pool in self.pools)

    def question(self, question_id: str) -> QuestionBase:
        """The question of that id; raises KeyError."""
        found: Any = next((q for q in self.questions if q.id == question_id), None)
        if found is None:
            raise KeyError(question_id)
        return found


class Module(Fields):
    """Lessons that belong together."""

    id: Id
    title: Text
    question: Text
    lessons: tuple[Id, ...] = Field(min_length=1)
    exam: Id | None = Field(None, description="a quiz over the whole module")


class CertificateRule(Fields):
    """What earns the course's certificate."""

    lessons: Literal["all", "none"] = Field("all", description="all: every lesson read, and its quiz passed")
    exams: tuple[Literal["course", "modules"], ...] = Field(
        ("course",), description="exams to pass: that of the course, those of all modules, or both"
    )
    attests: Text = Field(description="the sentence on the certificate, after the name")

    @model_validator(mode="after")
    def _asks_something(self) -> "CertificateRule":
        if self.lessons == "none" and not self.exams:
            raise ValueError("a certificate is earned by lessons, by exams, or by both")
        return self


class Course(Fields):
    """The order of everything."""

    title: Text
    modules: tuple[Module, ...] = Field(min_length=1)
    exam: Id | None = Field(None, description="a quiz over the whole course")
    certificate: CertificateRule | None = Field(None, description="without it, nobody gets a certificate")

    @property
    def certificate_exams(self) -> tuple[str, ...]:
        """The exams that the certificate asks for, in their order."""
        wanted = self.certificate.exams if self.certificate else ()
        found = [module.exam for module in self.modules] if "modules" in wanted else []
        found += [self.exam] if "course" in wanted else []
        return tuple(exam for exam in found if exam)


ItemKind = Literal[
    "contents", "definition", "view", "list", "steps", "figure", "formula", "case", "question", "exercise",
    "quotation", "diagram", "objective", "note", "gap",
]  # fmt: skip


class Deck(Fields):
    """One of the decks and its items."""

    title: Text
    file: str
    extent: Text | None = Field(None, description="how much of the deck there is")
    items: dict[ItemId, ItemKind]


class Term(Fields):
    """A term of the glossary: one term, one translation, everywhere."""

    term: Text
    definition: Text
    lesson: Id = Field(description="where it is taught")
    page: Id | None = None
    sources: tuple[ItemId, ...] = ()
    also: Forms = Field(Forms(), description="other forms that the same language may use (plural, verb)")
    avoid: Forms = Field(Forms(), description="words that would be strays: a check finds them")
    link: bool = Field(True, description="linked from the text of lessons")


class Glossary(Fields):
    """lessons/glossary.yaml: the authority on terms."""

    terms: dict[Id, Term]


class Claims(Fields):
    """lessons/claims.yaml: statistics and theories of the decks, by id."""

    claims: dict[Id, Claim]


class Sources(Fields):
    """lessons/sources.yaml: the decks."""

    decks: dict[Annotated[str, Field(pattern=r"^D\d$")], Deck]
    errata: dict[Annotated[str, Field(pattern=r"^E-\d\d$")], tuple[ItemId, ...]]
