"""What a learner reads of regrades on the page of a result: quiet notes, old and new score, and why."""

from collections.abc import Mapping

import streamlit as st

from courseware import questions
from courseware.actions import regrading
from courseware.blocks.lines import rich
from courseware.errors import CoursewareError
from courseware.progress.paper import Item
from courseware.progress.scoring import shown_percent
from courseware.questions import QuestionBase
from courseware.records.regraded import Note
from courseware.screens.visit import Visit
from courseware.words import LANGUAGES, Text, markdown


def noted(visit: Visit, attempt_id: int) -> Mapping[str, Note]:
    """Draw a line for each regrade of the attempt; its latest note for each question."""
    say, notes = visit.say, regrading.notes(visit.house.records, visit.person, attempt_id)
    for note in notes:
        line = say(
            "regrade.note", time=note.at.astimezone(visit.house.settings.zone).strftime("%Y-%m-%d"),
            before=shown_percent(note.before.percent), after=shown_percent(note.after.percent),
            reason=markdown(note.reason),
        )  # fmt: skip
        st.markdown(f":small[:gray[:material/edit_note: {line}]]")
    return {note.question_id: note for note in notes}


def note_question(visit: Visit, notes: Mapping[str, Note], item: Item) -> None:
    """Say over a question that it was regraded, and by which key: what stands below is what was asked then."""
    note = notes.get(item["question"])
    if note is None:
        return
    say, lines = visit.say, [visit.say(f"regrade.note-{note.policy}")]
    now = visit.library.questions.get(item["question"])
    if now and note.policy == "new-key" and (key := key_of(visit, now, item)):
        lines.append(say("regrade.key-now", answer=key))
    st.markdown("  \n".join(f":small[:yellow[:material/edit_note: {line}]]" for line in lines))


def key_of(visit: Visit, question: QuestionBase, item: Item | None = None) -> Text | None:
    """The key in words, of a question as it is or as a paper asks it; None where that paper never drew its numbers."""
    kind = questions.kind(question.kind)
    try:
        asked = question.at(item["parameters"]) if item else question
        zh, en = (rich(kind.solution(asked, visit.say.in_(language))) for language in LANGUAGES)
    except (CoursewareError, LookupError, ValueError):
        return None
    return Text(zh=zh, en=en)
