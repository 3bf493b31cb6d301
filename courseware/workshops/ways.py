"""The way that was taken through a story, judged at its end: what every choice did, and where a better way left it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from courseware.words import Say, Text
from simulations import Simulator, simulator
from simulations.stories import Story, Told, Verdict

SEED = 1  # no story depends on chance
WIDTH = 8  # ways that are followed at the same time
Path = tuple[str, ...]


@dataclass(frozen=True)
class Tale:
    """A story of a simulator, and the goal that its ways are measured by."""

    simulator: str
    scene: str
    story: Story
    goal: str

    @property
    def playing(self) -> Simulator:
        """The simulator. Raises KeyError when it is gone."""
        return simulator(self.simulator)

    def outcome(self, path: Path) -> Any:
        """What the path comes to, by the simulator's rules."""
        return self.playing.model.run(Told(scene=self.scene, story=self.story, path=path), SEED)

    def reached(self, path: Path) -> Fraction:
        """How far the goal is met."""
        return self.playing.goal(self.goal, self.outcome(path))


@dataclass(frozen=True)
class Taken:
    """One step of the way: what was chosen, what that did, and why by the rules."""

    moment: Text
    chosen: Text
    verdict: Verdict
    notes: tuple[tuple[str, Mapping[str, str]], ...]

    def told(self, words: Say) -> str:
        """Why, in words; `words` knows those of the simulator."""
        found = []
        for key, values in self.notes:
            named = {n: words.words[words.prefix + v] if words.has(v) else v for n, v in values.items()}
            found.append(words(f"judged.{key}", **named))
        return " · ".join(found)


@dataclass(frozen=True)
class Parting:
    """Where a better way leaves the one that was taken: step number `at` (from 0), and the whole of the better way."""

    at: int
    better: Path


def taken(tale: Tale, path: Path) -> list[Taken]:
    """The way, step by step."""
    outcome = tale.outcome(path)
    judged = zip(outcome.steps, tale.playing.model.judged(outcome), strict=True)
    return [Taken(step.moment.text, step.choice.text, one.verdict, one.notes) for step, one in judged]


@lru_cache(64)
def parting(tale: Tale, path: Path) -> Parting | None:
    """The last moment from which the goal could still be met as far as from the beginning, and how; None if it was."""
    best = tale.reached(onward(tale, ()))
    if tale.reached(path) >= best:
        return None
    better, at = onward(tale, ()), 0
    low, high = 0, len(path)  # what can be reached from `low` steps is all, from `high` less
    while high - low > 1:
        middle = (low + high) // 2
        way = onward(tale, path[:middle])
        if tale.reached(way) >= best:
            low, better, at = middle, way, middle
        else:
            high = middle
    return Parting(at, better)


def onward(tale: Tale, begun: Path) -> Path:
    """A way to the end that begins so and goes for the goal. Many are followed at the same time: what looks worse for a
    moment may lead further."""
    open_, ended = [begun], list[Path]()
    while open_:
        ended += [path for path in open_ if tale.outcome(path).now is None]
        longer = [(*path, c.id) for path in open_ if (now := tale.outcome(path).now) for c in now.choices]
        open_ = sorted(longer, key=lambda path: _promise(tale, path), reverse=True)[:WIDTH]
    return max(ended, key=lambda path: _promise(tale, path))


def _promise(tale: Tale, path: Path) -> tuple[Fraction, int]:
    outcome = tale.outcome(path)
    verdict = tale.playing.model.judged(outcome)[-1].verdict
    return tale.playing.goal(tale.goal, outcome), ("hurt", "neither", "helped").index(verdict)


def leaders(tally: Mapping[str, int]) -> list[str]:
    """What most chose; several in a tie, nothing where nobody chose."""
    most = max(tally.values(), default=0)
    return [name for name, count in tally.items() if count == most and most]
