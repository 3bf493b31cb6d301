"""Where the content lies: its files, their bytes, and what the keys of their words begin with."""

from collections.abc import Iterator
from pathlib import Path

from courseware.content.reader import LARGEST
from courseware.settings import ROOT

_CODE_WORDS = ("courseware/*/words.yaml", "courseware/*/*/words.yaml", "simulations/*/words.yaml")


def prefix(name: str) -> str:
    """assets/words/home.yaml → home; courseware/blocks/text/words.yaml → blocks.text and so on."""
    parts = name.removesuffix(".yaml").split("/")
    if parts[0] == "assets":
        return parts[-1]
    return ".".join(p for p in parts[:-1] if p != "courseware")


def of(root: Path) -> Iterator[tuple[str, Path]]:
    """Name and path of every YAML file that authors write below `root`, and of the captions that lie beside code."""
    for place in ("lessons/*", "quizzes/*", "assets/words/*", "simulations/*/stories/*", "simulations/*/experiment"):
        for path in sorted(root.glob(f"{place}.yaml")):
            yield path.relative_to(root).as_posix(), path
    for pattern in _CODE_WORDS:
        for path in sorted(ROOT.glob(pattern)):
            yield path.relative_to(ROOT).as_posix(), path


def raw(path: Path) -> bytes | str:
    """The bytes, or the sentence that says why not: a file too large is never loaded."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            return f"the file has {size:,} bytes; at most {LARGEST:,} are read. Split it"
        return path.read_bytes()
    except OSError as error:
        return f"cannot be read: {error.strerror}"
