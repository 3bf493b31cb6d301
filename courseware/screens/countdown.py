"""The time left of an attempt. It runs in the browser; the server has the last word."""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from streamlit.components.v2 import component

from courseware.look import asset
from courseware.words import Say

_WARNED = (10, 5, 1)
"""Minutes before the end that a screen reader says aloud."""


@lru_cache
def _component() -> Any:
    script = asset("js/countdown.js")
    return component(
        "countdown",
        html='<div class="ws-time" role="timer"><span></span> <b></b><i aria-live="polite"></i></div>',
        js=f"""
export default async function (component) {{
  const {{ countdown }} = await import(location.origin + {script!r})
  return countdown(component)
}}
""",
        isolate_styles=False,
    )


def draw_countdown(left: timedelta, say: Say, over: Callable[[], None], *, key: str) -> None:
    """Draw the time that is `left`; `over` is called in the rerun that follows its end, and again until it helps."""
    data = {
        "left": max(0, left.total_seconds()),
        "label": say("quiz.time-left"),
        "over": say("quiz.time-over"),
        "said": {n: say("quiz.time-left-said", n=n) for n in _WARNED},
    }
    _component()(data=data, key=key, on_over_change=over)
