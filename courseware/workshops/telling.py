"""What a story's moment or end says to the room: how the last choice came about, the end, and the way judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from courseware.plain import markdown_line
from courseware.words import Say, Text
from courseware.workshops.ways import Tale, leaders, parting, taken

_VERDICTS = {"helped": "right", "hurt": "yours", "neither": "neither"}
"""Verdicts of a simulator, as the words of branching questions have them."""
Both = Callable[[Callable[[Say], str]], dict[str, str]]


@dataclass(frozen=True)
class Ending:
    """How a story came out: in the simulator's words, in the story's own, and in figures."""

    head: str
    own: str
    sentence: str
    goal: str


@dataclass(frozen=True)
class Line:
    """One step of the way in words; `verdict` is helped, hurt or neither, `caption` says it."""

    chosen: str
    verdict: str
    caption: str
    why: str


@dataclass(frozen=True)
class Parted:
    """Where the better way leaves that of the room, at step `number` from 1: what was better there, and how that way
    comes out."""

    number: int
    better: str
    sentence: str


def ending(tale: Tale, path: Sequence[str], say: Say) -> Ending:
    """The end of the way."""
    words, outcome = say.within(f"simulations.{tale.simulator}"), tale.outcome(tuple(path))
    own = tale.story.endings.get(outcome.ending)
    share = int(tale.reached(tuple(path)) * 100)
    goal = say("blocks.beside", a=words(f"goals.{tale.goal}"), b=say("blocks.simulator.reached", n=f"{share}%"))
    return Ending(words(f"endings.{outcome.ending}"), say(own) if own else "", _sentence(tale, path, say), goal)


def way(tale: Tale, path: Sequence[str], say: Say) -> list[Line]:
    """The way, step by step; not before the end is revealed."""
    words = say.within(f"simulations.{tale.simulator}")
    return [
        Line(say(one.chosen), one.verdict, say(f"questions.branching.{_VERDICTS[one.verdict]}"), one.told(words))
        for one in taken(tale, tuple(path))
    ]


def parted(tale: Tale, path: Sequence[str], say: Say) -> Parted | None:
    """Where the better way leaves it; None if there is none. Not before the end is revealed."""
    found = parting(tale, tuple(path))
    if found is None:
        return None
    choice = tale.outcome(found.better).steps[found.at].choice
    return Parted(found.at + 1, say(choice.text), _sentence(tale, found.better, say))


def _sentence(tale: Tale, path: Sequence[str], say: Say) -> str:
    key, values = tale.playing.model.sentence(tale.outcome(tuple(path)))
    return say.within(f"simulations.{tale.simulator}")(f"sentences.{key}", **values)


def staged(polled: Any, tally: Mapping[str, int], zh: Say, en: Say, judged: bool) -> dict[str, Any]:
    """What projector and console are told besides the poll; the way is `judged` once the end is revealed:

    title, sentence             {zh, en}, HTML, as all that is said here
    moment                      its number from 1
    over                        there is no choice any more
    about, who, reply           who it is about (at first), who speaks, what came of the last choice; or null
    how                         why the last choice was taken: room, tie, other or ""
    past                        [{zh, en}], what was chosen so far
    leading, leads              what most chose, by name, and the same as a sentence: where the room would go on
    ending                      at the end: head, own, goal
    way, parted                 judged: [{verdict, zh, en, caption, why}], and where a better way left it, or null
    """
    said = _both(zh, en)
    tale, steps, now = polled.tale, polled.steps, polled.now
    most = leaders(tally)
    told: dict[str, Any] = {
        "title": _pair(said, polled.title), "moment": len(steps) + (not polled.over), "over": polled.over,
        "about": _pair(said, None if steps else tale.story.about),
        "who": said(lambda say: say("blocks.simulator.customer")) if now and now.speaker == "customer" else None,
        "reply": _pair(said, steps[-1].choice.reply if steps else None), "how": polled.poll.parameters["how"],
        "past": [said(lambda say, step=step: say(step.choice.text)) for step in steps],
        "sentence": said(lambda say: _sentence(tale, polled.path, say)),
        "leading": most, "leads": said(lambda say: leads(polled.choices, most, say)),
    }  # fmt: skip
    if polled.over:
        told["ending"] = {
            name: said(lambda say, name=name: getattr(ending(tale, polled.path, say), name))
            for name in ("head", "own", "goal")
        }
    if polled.over and judged:
        told |= _judged(tale, polled.path, zh, en)
    return told


def leads(choices: Mapping[str, Text], most: Sequence[str], say: Say) -> str:
    """Where the room would go on, as a sentence."""
    if len(most) == 1:
        return say("story.leads.room", choice=say(choices[most[0]]))
    kind: Literal["tie", "none"] = "tie" if most else "none"
    return say(f"story.leads.{kind}")


def _judged(tale: Tale, path: Sequence[str], zh: Say, en: Say) -> dict[str, Any]:
    lines = zip(way(tale, path, zh), way(tale, path, en), strict=True)
    found = [
        {
            "verdict": a.verdict, **_two(a.chosen, b.chosen), "caption": _two(a.caption, b.caption),
            "why": _two(a.why, b.why),
        }
        for a, b in lines
    ]  # fmt: skip
    there, beside = parted(tale, path, zh), parted(tale, path, en)
    told = None
    if there and beside:
        told = {
            "at": there.number,
            **_two(*(say("story.parted", **vars(one)) for say, one in ((zh, there), (en, beside)))),
            "end": _two(*(say("story.parted-end", sentence=one.sentence) for say, one in ((zh, there), (en, beside)))),
        }
    return {"way": found, "parted": told}


def _both(zh: Say, en: Say) -> Both:
    return lambda told: _two(told(zh), told(en))


def _two(zh: str, en: str) -> dict[str, str]:
    return {"zh": markdown_line(zh), "en": markdown_line(en)}


def _pair(said: Both, text: Text | None) -> dict[str, str] | None:
    return said(lambda say: say(text)) if text else None
