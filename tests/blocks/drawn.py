"""Blocks drawn by Streamlit's AppTest, and everything that was sent to the browser for them."""

import re
from typing import Any

from google.protobuf import text_format
from streamlit.testing.v1 import AppTest

LANGUAGES = ("zh", "en")


def _script(kind: str, place: str, language: str, both: bool, changes: dict) -> None:
    import streamlit as st

    from courseware import blocks
    from tests.blocks.shown import sample, stage

    told = stage(place, st.session_state.get("language", language), both=both)
    blocks.view(kind).show(sample(kind, **changes), told)


def draw(
    kind: str, language: str = "zh", *, place: str = "water-bowls-0", both: bool = False, **changes: Any
) -> AppTest:
    """A page with the sample block of a kind; `app.session_state["language"]` switches its language."""
    app = AppTest.from_function(_script, args=(kind, place, language, both, changes), default_timeout=30)
    app.run()
    assert not app.exception, app.exception
    return app


def again(app: AppTest) -> AppTest:
    """The same page after one more run."""
    app.run()
    assert not app.exception, app.exception
    return app


def sent(app: AppTest) -> str:
    """Every message of the page, elements and containers alike, as text without Markdown's escapes."""
    return _plain("\n".join(_protos(app._tree)))


def _protos(node: Any) -> list[str]:
    proto: Any = getattr(node, "proto", None)
    here = [text_format.MessageToString(proto, as_utf8=True)] if hasattr(proto, "DESCRIPTOR") else []
    for child in getattr(node, "children", {}).values():
        here += _protos(child)
    return here


def _plain(text: str) -> str:
    text = text.replace("\\\\", "\\")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)  # JSON inside a message
    return text.replace("\\", "").replace("\u2060", "").replace("**", "")
