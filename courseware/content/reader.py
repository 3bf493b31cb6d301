"""The only reader of YAML: one pass over the parser's events, with a mark for every value.

What it refuses, and why: files over 1 MB and nesting deeper than 30 (libyaml crashes on 200,000 brackets), anchors
and aliases (they cost minutes), tags (they make objects), a key twice (the second would win silently).
Every scalar stays the text the author wrote: `no`, `010` and `12:30` are converted by the models, not by YAML.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)  # fmt: skip

LARGEST = 1_000_000
DEEPEST = 30
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in the content, for whoever wrote it. `level` is error or warning."""

    file: str
    line: int
    key: str
    message: str
    level: str = "error"

    def __str__(self) -> str:
        at = f"{self.file}:{self.line}" if self.line else self.file
        return f"{at}: {self.level}: {self.key + ': ' if self.key else ''}{self.message}"


class _Refusal(Exception):
    def __init__(self, line: int, message: str, key: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.key = line, message, key


@dataclass
class Document:
    """A YAML file as mappings, lists and texts; `lines` knows the line of each value by its path."""

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def dotted(path: Path_) -> str:
    """A path as people write it: pages[2].blocks[0].body."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def read(raw: bytes, file: str) -> tuple[Document | None, Problem | None]:
    """Read the bytes of one file: the document, or the one problem that stops its reading."""
    if len(raw) > LARGEST:
        return None, Problem(file, 0, "", f"the file has {len(raw):,} bytes; at most {LARGEST:,} are read. Split it")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, Problem(file, line, "", f"not UTF-8 (byte {error.start}). Save the file as UTF-8")
    document = Document(file)
    try:
        document.data = _build(_events(text), document)
    except _Refusal as refusal:
        return None, Problem(file, refusal.line, refusal.key, refusal.message)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = (mark.line + 1) if mark else 1
        return None, Problem(file, line, "", _explain(error, text, line))
    if document.data is None:
        return None, Problem(file, 1, "", "the file is empty")
    return document, None


def read_file(path: Path, root: Path) -> tuple[Document | None, Problem | None]:
    """Read one file of the folder `root`; a file too large is not loaded at all."""
    name = path.relative_to(root).as_posix()
    try:
        with path.open("rb") as handle:
            size = path.stat().st_size
            if size > LARGEST:
                return None, Problem(
                    name, 0, "", f"the file has {size:,} bytes; at most {LARGEST:,} are read. Split it"
                )
            return read(handle.read(LARGEST + 1), name)
    except OSError as error:
        return None, Problem(name, 0, "", f"cannot be read: {error.strerror}")


def _explain(error: yaml.YAMLError, text: str, line: int) -> str:
    lines = text.splitlines()
    around = lines[line - 1] if line <= len(lines) else ""
    if around.startswith("\t") or "\t" in around[: len(around) - len(around.lstrip())]:
        return "a tab indents this line. YAML wants spaces"
    problem = getattr(error, "problem", None) or str(error).split("\n")[0]
    hint = ". Inside { } a text with a comma wants quotes" if "',' or '}'" in problem else ""
    return f"not YAML: {problem}{hint}"


def _events(text: str) -> Iterator[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.parse(text, Loader=loader)


def _build(events: Iterator[Any], document: Document) -> Any:
    """Build plain data from events with a stack of our own, so that depth is counted and never recursed."""
    root: list[Any] = []
    stack: list[tuple[Any, Path_]] = [(root, ())]
    waiting: list[str | None] = [None]  # the key read but not yet given a value, one for each open collection
    documents = 0

    def place(value: Any, line: int) -> Path_:
        holder, path = stack[-1]
        if isinstance(holder, dict):
            key = waiting[-1]
            if key is None:
                raise _Refusal(line, "a key must be plain text, not a list or mapping", dotted(path))
            holder[key] = value
            waiting[-1] = None
            here = (*path, key)
        elif holder is root:
            holder.append(value)
            here = ()
        else:
            holder.append(value)
            here = (*path, len(holder) - 1)
        document.lines.setdefault(here, line)
        return here

    for event in events:
        line = event.start_mark.line + 1
        path = stack[-1][1]
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _Refusal(
                line, "anchors (&) and aliases (*) are not read. Write the text out, or quote it", dotted(path)
            )
        if getattr(event, "tag", None) and event.tag != "!":
            raise _Refusal(line, f"the tag {event.tag!r} is not read. Remove it, or quote the text", dotted(path))
        if isinstance(event, ScalarEvent):
            holder = stack[-1][0]
            if isinstance(holder, dict) and waiting[-1] is None:
                if event.value in holder:
                    first = document.line((*path, event.value))
                    raise _Refusal(line, f"this key stands here already, in line {first}", dotted((*path, event.value)))
                waiting[-1] = event.value
                document.lines[(*path, event.value)] = line
            else:
                place(event.value, line)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            if len(stack) > DEEPEST:
                raise _Refusal(line, f"nested deeper than {DEEPEST} levels", dotted(path[:3]))
            value: Any = {} if isinstance(event, MappingStartEvent) else []
            stack.append((value, place(value, line)))
            waiting.append(None)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            stack.pop()
            waiting.pop()
        elif type(event).__name__ == "DocumentStartEvent":
            documents += 1
            if documents > 1:
                raise _Refusal(line, "a second document begins here (---). One file holds one")
    value = root[0] if root else None
    return None if value == "" else value
