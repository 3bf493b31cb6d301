"""What a person sees when a page fails: our own sentence. The stack trace goes to the log."""

import logging

import streamlit as st
from sqlalchemy.exc import DBAPIError, OperationalError

from courseware.house import house

log = logging.getLogger("courseware")


def show_trouble(error: Exception) -> bool:
    """Say it in the person's language and log the rest; True keeps Streamlit's own box away."""
    log.error("a page failed", exc_info=error)
    held = house()
    say = held.library.say(st.session_state.get("language", held.settings.language))
    away = isinstance(error, (OperationalError, DBAPIError))
    time = held.clock().astimezone(held.settings.zone).strftime("%Y-%m-%d %H:%M:%S")
    st.title(say("frame.trouble-title"), anchor=False)
    st.markdown(say("frame.trouble-database") if away else say("frame.trouble-text", time=time))
    return True
