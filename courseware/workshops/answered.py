"""What a room was asked, as its report tells it: how it was answered, and what it misunderstood."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from courseware.content.library import Library
from courseware.errors import Missing
from courseware.records.polls import Poll, Vote
from courseware.words import Say
from courseware.workshops.picture import as_text
from courseware.workshops.polled import Counted, Polled, revive

MOST_BARS = 12
WORST = 3
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bar:
    """One answer: how many gave it, in per cent of those who answered, and whether it is right (only once revealed); of
    a story, whether it is the way that was taken."""

    label: str
    count: int
    share: int
    right: bool


@dataclass(frozen=True)
class Line:
    """One poll. `right` of its `voted` were fully right, or guessed right; None where nothing is right or it was not
    told. Without bars, `why` says why there are none, or `told`, as HTML, what else came of it. `lesson` and `page`
    (from 1) teach it; "" if that is gone."""

    poll: Poll
    stem: str
    voted: int
    bars: Sequence[Bar]
    more: int
    right: int | None
    why: str
    lesson: str
    page: int
    scored: bool
    told: str = ""

    @property
    def share(self) -> int:
        """Per cent of those who answered that were right."""
        return per_cent(self.right or 0, self.voted)

    @property
    def wrong(self) -> Bar | None:
        """The commonest wrong answer."""
        return max((bar for bar in self.bars if not bar.right and bar.count), key=lambda bar: bar.count, default=None)


def lines(polls: Sequence[tuple[Poll, Sequence[Vote]]], library: Library, say: Say) -> list[Line]:
    """Every poll of the room, in its order. One that this version cannot read is told by its number of votes."""
    return [_line(poll, votes, library, say) for poll, votes in polls]


def worst(found: Sequence[Line]) -> list[Line]:
    """The questions that most got wrong, each the first time it was put; nothing that everybody knew."""
    first: dict[str, Line] = {}
    for line in found:
        if line.scored and line.right is not None and line.voted:
            first.setdefault(line.poll.question_id, line)
    missed = [line for line in first.values() if line.right != line.voted]
    return sorted(missed, key=lambda line: ((line.right or 0) / line.voted, -line.voted))[:WORST]


def per_cent(n: int, of: int) -> int:
    """The share in per cent, rounded as the projector rounds it; 0 of nothing."""
    return (200 * n + of) // (2 * of) if of else 0


def _line(poll: Poll, votes: Sequence[Vote], library: Library, say: Say) -> Line:
    told = say.within("report")
    lesson, page = _place(poll, library)
    name = told(f"kind.{poll.kind}") if told.has(f"kind.{poll.kind}") else told("kind.other")
    stem, bars, more, right, why, came = name, list[Bar](), 0, None, "", ""
    try:
        polled = revive(poll)
        stem = say(polled.stem)
        if poll.phase == "collecting":
            why = told("still-collecting")
        elif not votes:
            why = told("no-votes")
        elif getattr(polled, "private", False):
            came = _told(polled, votes, library, say)
        else:
            bars = _bars(polled, votes, library, say)
            why = "" if bars else told("no-bars")
            right = _right(polled, votes, say)
    except Missing:
        why = told("no-bars")
    except (LookupError, TypeError, ValueError, AttributeError):
        log.exception("poll %s cannot be told in a report", poll.id)
        bars, right, why = [], None, told("unreadable")
    if len(bars) > MOST_BARS:
        kept = sorted(sorted(bars, key=lambda bar: (not bar.right, -bar.count))[:MOST_BARS], key=bars.index)
        bars, more = kept, len(bars) - MOST_BARS
    return Line(poll, stem, len(votes), bars, more, right, why, lesson, page, poll.kind == "question", came)


def _bars(polled: Polled, votes: Sequence[Vote], library: Library, say: Say) -> list[Bar]:
    counted = _counted(votes)
    tally = polled.tally(counted)
    key = set(polled.key()) if polled.poll.revealed_at else set()
    found = []
    for bar in polled.bars(counted, library.say("zh"), library.say("en")):
        n = tally.get(bar.name, 0)
        found.append(Bar(say(bar.label), n, per_cent(n, len(votes)), bar.name in key))
    return found


def _told(polled: Any, votes: Sequence[Vote], library: Library, say: Say) -> Markup:
    """What the console is told of a private kind, which has `told` (see `polled`)."""
    return Markup(polled.told(_counted(votes), library, "console")["told"][say.language])


def _counted(votes: Sequence[Vote]) -> Counted:
    counts = Counter(as_text(vote.response) for vote in votes)
    responses = {as_text(vote.response): vote.response for vote in votes}
    return [(responses[text], n) for text, n in counts.items()]


def _right(polled: Polled, votes: Sequence[Vote], say: Say) -> int | None:
    if polled.poll.kind == "path" or not polled.poll.revealed_at or not polled.key():
        return None  # the way a room took is no right answer
    verdicts: dict[str, str] = {}
    for vote in votes:
        text = as_text(vote.response)
        if text not in verdicts:
            verdicts[text] = polled.result(vote.response, say).verdict
    return sum(verdicts[as_text(vote.response)] in ("right", "hit") for vote in votes)


def _place(poll: Poll, library: Library) -> tuple[str, int]:
    places: Mapping[str, tuple[str, str]] = library.taught
    name, page = places.get(poll.question_id, (poll.lesson_id or "", poll.page_id or ""))
    lesson = library.lessons.get(name)
    return (name, lesson.page_number(page)) if lesson else ("", 1)
