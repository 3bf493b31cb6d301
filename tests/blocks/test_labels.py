"""Words in pictures come from the lesson."""

import re

import pytest

from courseware.pictures import anchors, labelled
from tests.blocks.shown import ROOT

SVG = '<svg><text class="k" data-label="you" x="1" y="2"/><text data-label="customer" x="3"></text></svg>'
PICTURES = sorted(path for path in (ROOT / "assets/pictures").glob("*.svg") if "mark" not in path.stem)


def test_a_label_stands_at_its_anchor():
    assert anchors(SVG) == ["you", "customer"]
    drawn = labelled(SVG, {"you": "你", "customer": "客户"})
    assert '<text class="k" data-label="you" x="1" y="2">你</text>' in drawn
    assert ">客户</text>" in drawn


def test_an_anchor_without_a_word_is_left_out():
    assert "customer" not in labelled(SVG, {"you": "你"})


def test_a_label_cannot_bring_markup_of_its_own():
    assert "<script>" not in labelled(SVG, {"you": "<script>"})


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_has_no_words_of_its_own_and_only_our_colours(path):
    svg = path.read_text("utf-8")
    assert not re.findall(r"<text[^>]*>[^<]+</text>", svg), "words come from the lessons"
    assert 'viewBox="0 0 480 320"' in svg
    assert "<script" not in svg
    assert len(svg) <= 6000
    loose = re.findall(r"#[0-9A-Fa-f]{6}", re.sub(r"var\([^)]*\)", "", svg))
    assert not loose, "colours are the tokens of the page"
