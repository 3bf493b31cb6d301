"""What every folder of blocks/ offers, whatever its kind. The message says what a new folder still lacks."""

import ast
import inspect
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from courseware import blocks
from courseware.blocks import BlockBase
from courseware.words import LANGUAGES, Text
from tests.blocks.drawn import draw, sent
from tests.blocks.shown import ROOT, page, sample, samples, stage, words

FOLDERS = sorted(p for p in blocks.FOLDER.iterdir() if p.is_dir() and p.name != "__pycache__")
KINDS = blocks.names()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_a_folder_offers_everything_a_block_needs(folder):
    assert not list(_lacks(folder))


def _lacks(folder: Path):
    kind = folder.name
    for name in ("__init__.py", "fields.py", "view.py", "page.html"):
        if not (folder / name).is_file():
            yield f"{name} is missing"
    if not (folder / "fields.py").is_file() or not (folder / "view.py").is_file():
        return
    block = blocks.fields(kind)
    if not issubclass(block, BlockBase):
        yield "fields.Block is no BlockBase"
    elif get_args(block.model_fields["kind"].annotation) != (kind,):
        yield f'fields.Block.kind is not Literal["{kind}"]'
    show = getattr(blocks.view(kind), "show", None)
    if show is None or list(inspect.signature(show).parameters)[:2] != ["block", "stage"]:
        yield "view.show(block, stage) is missing"
    if kind not in samples():
        yield "tests/blocks/samples.yaml has no sample"
    own = f"blocks.{kind}."
    source = "".join(path.read_text("utf-8") for path in (folder / "view.py", *folder.glob("*.html")))
    for key in sorted(set(re.findall(r"""["'](blocks\.[a-z_]+\.[a-z_-]+)["']""", source))):
        if key not in words():
            yield f"words.yaml lacks {key}"
    for key, text in words().items():
        if key.startswith(own) and text.en is None:
            yield f"words.yaml has no English for {key}"


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_for_readers_stands_in_python(kind):
    for path in (blocks.FOLDER / kind).glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                assert not re.search(r"[\u4e00-\u9fff]", node.value), f"{path.name}: {node.value}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_in_both_languages(kind, language):
    shown = sent(draw(kind, language))
    if not sample(kind).interactive:
        for text in _texts(sample(kind)):
            for part in _told(text, language):
                assert part in shown


@pytest.mark.parametrize("kind", [k for k in KINDS if blocks.fields(k).interactive])
def test_what_keeps_state_is_drawn_once_for_two_languages_side_by_side(kind):
    draw(kind, both=True)


def _twice(kind: str) -> None:
    from courseware import blocks
    from tests.blocks.shown import sample, stage

    for place in ("water-bowls-0", "water-bowls-1"):
        blocks.view(kind).show(sample(kind), stage(place))


@pytest.mark.parametrize("kind", KINDS)
def test_two_blocks_of_a_kind_stand_on_one_page(kind):
    app = AppTest.from_function(_twice, args=(kind,), default_timeout=30).run()
    assert not app.exception, app.exception


@pytest.mark.parametrize("slide", [False, True], ids=["sheet", "slide"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_sound_html_with_all_its_words(kind, language, slide):
    html = page(sample(kind), language=language, slide=slide)
    checked = Tags()
    checked.feed(html)
    assert checked.open == []
    assert checked.classes[0].startswith("ws-block") or kind == "simulator"
    assert ("ws-slide" in checked.classes[0]) == slide or kind == "simulator"
    if not sample(kind).interactive:
        for text in _texts(sample(kind)):
            for part in _told(text, language):
                assert part in checked.text or part in checked.labels


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "picture"])
def test_no_page_carries_styles_of_its_own(kind):
    html = page(sample(kind), slide=True)
    assert "<style" not in html  # the policy that plain pages are sent with would refuse it
    assert not re.search(r"<[^>]* style=", html)


@pytest.mark.parametrize("kind", KINDS)
def test_what_authors_write_stays_text_on_a_page(kind):
    told = "<b>5 & 6</b>"
    html = page(_everywhere(sample(kind), Text(zh=told, en=told)))
    assert told not in html
    if any(True for _ in _texts(sample(kind))):
        assert str(escape(told)).replace("&#34;", '"') in html


def _everywhere(value: Any, text: Text) -> Any:
    """A block with every text replaced."""
    if isinstance(value, Text):
        return text
    if isinstance(value, tuple):
        return tuple(_everywhere(one, text) for one in value)
    if hasattr(value, "model_fields_set"):
        names = type(value).model_fields
        return value.model_copy(update={name: _everywhere(getattr(value, name), text) for name in names})
    return value


def _texts(value: Any):
    """Every text of a block."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))


def _told(text: Text, language: str) -> list[str]:
    """The words of a text as they appear, cut where a figure sets its unit apart."""
    told = stage("x", "zh" if language == "zh" else "en").told(text).replace("**", "")
    return re.findall(r"[\d.,]+|[^\d.,%]+", told) if len(told) < 5 else [told]


class Tags(HTMLParser):
    """Which tags are open, what classes and labels there are, and the text without the `**` a page makes bold."""

    VOID = frozenset({"input", "br", "hr", "img", "meta", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.classes: list[str] = []
        self.labels = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.classes += [given["class"] or ""] if "class" in given else []
        self.labels += given.get("aria-label") or ""
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data.replace("**", "").replace("\u2060", "")


def test_the_stylesheet_hooks_on_our_own_names_only():
    css = (ROOT / "assets/css/blocks.css").read_text("utf-8")
    css = re.sub(r"(?s)/\*.*?\*/", "", css)
    assert css.count("{") == css.count("}")
    assert "emotion" not in css
    assert "data-testid" not in css
    views = "".join(path.read_text("utf-8") for path in blocks.FOLDER.glob("*/view.py"))
    views += (ROOT / "courseware/questions/view.py").read_text("utf-8")  # a check block holds its feedback
    views += (blocks.FOLDER / "checklist/fields.py").read_text("utf-8")  # the tones that name its groups
    for hook in set(re.findall(r'"st-key-([a-z]+)', css)):
        assert hook in views, hook
    folders = (blocks.FOLDER, ROOT / "courseware/questions")
    pages = "".join(path.read_text("utf-8") for folder in folders for path in folder.glob("**/*.html"))
    for name in set(re.findall(r"\.(ws-[a-z-]+[a-z])", css)) - {"ws-ill"}:
        stem = re.sub(r"-(good|bad|plain|established|partly|contested|unknown)$", "-", name)
        if not re.fullmatch(r"ws-(do|dont|stairs|list|n\d?)", name):
            assert stem in pages, name
