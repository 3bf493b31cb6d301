"""What a question shows outside its kind, in a quiz and in a review: the stem, and afterwards the reasons."""

import streamlit as st

from courseware.blocks.lines import rich
from courseware.questions import QuestionBase
from courseware.screens.visit import Visit
from courseware.words import Text


def stem(visit: Visit, text: Text, key: str) -> None:
    """The stem as a heading; Chinese and English beside each other where side by side is on."""
    if visit.both and text.en:
        one, two = st.columns(2, gap="large")
        one.header(rich(text.zh), anchor=False)
        with two, st.container(key=f"lang-en-{key}"):
            st.header(rich(text.en), anchor=False)
    else:
        st.header(rich(visit.say(text)), anchor=False)


def reasons(visit: Visit, question: QuestionBase) -> None:
    """The explanation, the page that teaches it, and the sources."""
    say = visit.say
    with st.container(key=f"line-{question.id}"):
        st.markdown(rich(say(question.explanation)))
        with st.container(horizontal=True, vertical_alignment="center"):
            if question.id in visit.library.taught:
                name, page = visit.library.taught[question.id]
                where = {"lesson": name, "page": str(visit.library.lessons[name].page_number(page))}
                icon = ":material/menu_book:"
                st.page_link(visit.pages["lesson"], label=say("quiz.where"), query_params=where, icon=icon)
            st.markdown(f":small[:gray[{say('quiz.source', items=', '.join(question.sources))}]]", width="content")
