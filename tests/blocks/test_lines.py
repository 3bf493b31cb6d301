"""The small lines blocks share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from courseware.blocks import lines
from courseware.words import Language
from tests.blocks.shown import sample, stage


def _say(language: Language = "zh", both=False):
    return stage("x", language, both=both).say


def _from(*sources, editors=False):
    return sample("text", sources=list(sources), editors=editors)


def test_neighbouring_items_are_one_range():
    block = _from("D2-53", "D2-49", "D2-51", "D2-50", "D2-52")
    assert lines.origin_line(block, _say()) == "来源 D2-49 至 D2-53"
    assert lines.origin_line(block, _say("en")) == "Sources D2-49 to D2-53"
    assert lines.origin_line(block, _say(both=True)) == "来源 D2-49 至 D2-53 / Sources D2-49 to D2-53"


def test_two_neighbours_are_named_and_decks_are_kept_apart():
    block = _from("D0-34", "D3-02", "D3-03", "D3-04", "D3-05", "D1-08", "D1-09", "D2-100", "D2-99")
    assert lines.origin_line(block, _say()) == "来源 D0-34，D1-08，D1-09，D2-99，D2-100，D3-02 至 D3-05"


def test_one_source_is_one():
    assert lines.origin_line(_from("D2-37"), _say("en")) == "Source D2-37"


def test_a_page_gathers_the_sources_of_its_blocks_once():
    page = (_from("D2-37", "D2-38"), _from("D2-37", "D2-39"), _from(editors=True))
    assert lines.origin_line(page, _say()) == "来源 D2-37 至 D2-39"


def test_the_editors_own_is_marked_on_the_block():
    assert lines.origin_line(_from(editors=True), _say()) == "编者示例"
    assert lines.origin_line(_from(editors=True), _say("en")) == "Editors’ example"
    assert lines.origin_line([_from(editors=True)], _say()) == ""
    assert "编者示例" in lines.signed("x", _from(editors=True), _say())
    assert lines.signed("x", _from("D2-37"), _say()) == "x"


def _html(markdown: str) -> str:
    return MarkdownIt("commonmark", {"html": False}).render(markdown).replace("\u2060", "").strip()


@pytest.mark.parametrize(
    ("told", "html"),
    [("水没有变，**变的是手。**客户也一样", "<p>水没有变，<strong>变的是手。</strong>客户也一样</p>"),
     ("心里有**“秤砣”**的人", "<p>心里有<strong>“秤砣”</strong>的人</p>"),
     ("回来**82%**的人", "<p>回来<strong>82%</strong>的人</p>"),
     ("1. 先道歉", "<p>1. 先道歉</p>"), ("# 一", "<p># 一</p>"), ("- 一", "<p>- 一</p>"),
     ("100*12*50", "<p>100*12*50</p>"), ("a_b_c <b> & [x](y)", "<p>a_b_c &lt;b&gt; &amp; [x](y)</p>"),
     ("一**二", "<p>一**二</p>"), ("****", "<p>****</p>"),
     ("一\n二\n\n三", "<p>一 二</p>\n<p>三</p>"), ("    四格", "<p>四格</p>")],
)  # fmt: skip
def test_bold_is_bold_and_everything_else_is_text(told, html):
    assert _html(lines.rich(told)) == html


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60))
def test_no_text_becomes_markup(told):
    html = _html(lines.rich(told))
    assert "<" not in html.replace("<p>", "").replace("</p>", "").replace("<strong>", "").replace("</strong>", "")


def test_bold_ends_where_authors_end_it_on_plain_pages_too():
    html = MarkdownIt("zero").enable("emphasis").renderInline(lines.joined("变的是**“手”**在"))
    assert html.replace("\u2060", "") == "变的是<strong>“手”</strong>在"


def test_an_item_keeps_its_paragraphs_together():
    markdown = "\n".join([lines.item("1.", ["一", "二\n\n三"]), lines.item("2.", ["四"])])
    assert _html(markdown).count("<li>") == 2
    assert _html(markdown).count("<ol>") == 1
