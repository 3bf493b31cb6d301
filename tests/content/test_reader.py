"""The YAML reader: what it keeps as written, and what it refuses with file, line and key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.content.reader import DEEPEST, LARGEST, read


def refused(raw: bytes):
    document, problem = read(raw, "lessons/x.yaml")
    assert document is None
    assert problem is not None
    assert problem.file == "lessons/x.yaml"
    return problem


def test_every_scalar_stays_the_text_the_author_wrote():
    document, problem = read(b"a: no\nb: 010\nc: 12:30\nd: 2026-11-21\ne: ~\nf: 1e5\n", "x.yaml")
    assert problem is None
    assert document is not None
    assert document.data == {"a": "no", "b": "010", "c": "12:30", "d": "2026-11-21", "e": "~", "f": "1e5"}


def test_lines_are_known_for_every_value():
    document, _ = read(b"a: 1\nb:\n  - x\n  - c: 2\n", "x.yaml")
    assert document is not None
    assert document.line(("b", 1, "c")) == 4
    assert document.line(("b", 1, "c", "deeper")) == 4
    assert document.line(("nothing",)) == 1


def test_a_byte_order_mark_is_no_part_of_the_text():
    document, _ = read("\ufeffa: 1\n".encode(), "x.yaml")
    assert document is not None
    assert document.data == {"a": "1"}


@pytest.mark.parametrize(
    ("raw", "line", "said"),
    [
        (b"a:\n\tb: 1\n", 2, "tab"),
        (b"a: 1\nb: 2\na: 3\n", 3, "stands here already, in line 1"),
        (b"a: &x 1\nb: *x\n", 1, "anchors"),
        (b"a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tag"),
        (b"a: 1\nb: !local x\n", 2, "tag"),
        (b"a: 1\n---\nb: 2\n", 2, "second document"),
        (b"a: [1, 2\n", 2, "not YAML"),
        ("a: 一\n".encode() + b"b: \xff\xfe\n", 2, "UTF-8"),
        (b"", 1, "empty"),
        (b"# only a comment\n", 1, "empty"),
        (b"[" * 200_000, 1, "deeper"),
        (b"? [a]\n: b\n", 1, "key must be plain text"),
    ],
)
def test_what_is_refused_is_refused_by_file_and_line(raw, line, said):
    problem = refused(raw)
    assert problem.line == line
    assert said in problem.message


def test_a_file_of_a_hundred_megabytes_is_not_even_parsed():
    assert "at most" in refused(b"a: " + b"x" * 100_000_000).message


def test_nesting_up_to_the_limit_is_read():
    depth = DEEPEST - 1
    document, problem = read(b"a: " + b"[" * depth + b"]" * depth, "x.yaml")
    assert problem is None
    assert document is not None


def test_a_billion_laughs_end_at_the_first_anchor():
    laughs = b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n) for n in range(20))
    assert refused(laughs).line == 1


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_one_problem(raw):
    document, problem = read(raw, "x.yaml")
    assert (document is None) == (problem is not None)


@given(st.text(max_size=200))
def test_any_text_gives_a_document_or_one_problem(text):
    document, problem = read(text.encode("utf-8", "surrogatepass"), "x.yaml")
    assert (document is None) == (problem is not None)


def test_the_limit_is_a_megabyte():
    assert LARGEST == 1_000_000
