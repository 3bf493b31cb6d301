"""What a person sees when a page fails: our own sentence. The stack trace goes to the log."""

import logging

import streamlit as st

from courseware.errors import Refused
from courseware.house import house

log = logging.getLogger("courseware")


def show_trouble(error: Exception) -> bool:
    """Say it in the person's language and log the rest; True keeps Streamlit's own box away."""
    held = house()
    say = held.library.say(st.session_state.get("language", held.settings.language))
    if isinstance(error, Refused):  # above all the database that is away: expected, and said in its own words
        log.warning("a page was refused: %s", error.key)
        st.title(say("frame.refused"), anchor=False)
        st.markdown(say(f"refusals.{error.key}", **error.values))
        return True
    log.error("a page failed", exc_info=error)
    time = held.clock().astimezone(held.settings.zone).strftime("%Y-%m-%d %H:%M:%S")
    st.title(say("frame.trouble-title"), anchor=False)
    st.markdown(say("frame.trouble-text", time=time))
    return True
