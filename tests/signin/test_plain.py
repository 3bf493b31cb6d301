import re

import pytest
from jinja2 import UndefinedError

from courseware import look, plain
from courseware.settings import ROOT
from courseware.words import Say
from tests.signin.served import words


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("水 **不喝**，*饭*不吃", "水 <strong>不喝</strong>，<em>饭</em>不吃"),
        ("a\nb", "a<br>\nb"),
        ("`2*3`", "<code>2*3</code>"),
        (r"\*不是\*", "*不是*"),
        ("<script>x</script> & <b>", "&lt;script&gt;x&lt;/script&gt; &amp; &lt;b&gt;"),
        ("[x](javascript:alert(1)) ![y](z)", "[x](javascript:alert(1)) ![y](z)"),
        ("# 标题\n- 项", "# 标题<br>\n- 项"),
    ],
)
def test_an_authors_line_shows_emphasis_and_nothing_else(written, html):
    assert plain.markdown_line(written).replace("<br />", "<br>") == html


def test_chinese_quotes_come_from_a_chinese_face_on_chinese_pages_only():
    chinese, english = re.findall(r"--ws-font:([^}]*)}", plain.tokens())
    assert chinese.startswith("'WS Punct',")
    assert "'WS Punct'," not in english
    faces = (ROOT / "assets/css/plain.css").read_text("utf-8")
    assert '"WS Punct"' in faces
    assert "url(" not in faces


def test_a_page_has_its_colours_for_light_and_dark():
    assert plain.tokens().count("--ws-ink:") == 3  # and a sheet to be printed, light where the screen is dark
    assert "prefers-color-scheme:dark" in plain.tokens()


def test_an_asset_is_named_by_its_content():
    assert re.fullmatch(r"/assets/css/plain\.css\?v=[0-9a-f]{12}", look.asset("css/plain.css"))
    with pytest.raises(FileNotFoundError):
        look.asset("css/nothing.css")


def test_a_value_nobody_gave_is_an_error_and_not_an_empty_page():
    with pytest.raises(UndefinedError):
        plain.page("signin/message.html", Say("zh", words()))


def test_the_other_language_keeps_the_rest_of_the_address():
    assert plain.switch("/lesson", [("lesson", "水"), ("lang", "zh")], "zh") == "/lesson?lesson=%E6%B0%B4&lang=en"
    assert plain.switch("/", [], "en") == "/?lang=zh"
