"""Certificates: issued as soon as they are earned and offered to the learner; the list for HR, who may revoke."""

import secrets
from html import escape

import streamlit as st

from courseware.actions import certificates
from courseware.actions.certificates import Standing
from courseware.actions.reasons import LONGEST
from courseware.certificates import codes, sheet
from courseware.errors import Forbidden
from courseware.house import house
from courseware.people import Person
from courseware.records.attempts import Attempt
from courseware.records.certificates import Certificate, Holder
from courseware.screens.frame import head, plain_link
from courseware.screens.visit import Visit, asker, attempted
from courseware.words import LANGUAGES, Text, markdown

ROWS = 20


def award(person: Person) -> Standing:
    """Where the person stands; the certificate is issued here and now if nothing is left to do for it."""
    held = house()
    course, lessons = held.library.course, held.library.lessons
    return certificates.issue(held.records, person, course, lessons, codes.made(secrets.choice), held.clock())


def offer(visit: Visit, standing: Standing) -> None:
    """On the home page: the certificate, or how much is left to do for it."""
    held, left = standing.certificate, len(standing.left)
    if held and held.revoked_at:
        _line(visit, "revoked", date=_day(visit, held))
    elif held:
        _line(visit, "issued", "open", date=_day(visit, held))
    elif left:
        _line(visit, "left", "what", n=left)


def earned_by(visit: Visit, attempt: Attempt) -> None:
    """On the result of an attempt that counted towards the certificate, or was the last thing left: the way to it."""
    if not attempt.passed or attempt.person_id != visit.person.id or attempt.submitted_at is None:
        return
    held = award(visit.person).certificate
    if held and held.revoked_at is None and attempt.submitted_at <= held.issued_at:
        _line(visit, "issued", "open", "main", date=_day(visit, held))


def _line(visit: Visit, state: str, link: str = "", look: str = "", **values: object) -> None:
    told = escape(visit.say(f"certificates.home.{state}", **values))
    label = escape(visit.say(f"certificates.home.{link}")) if link else ""
    there = f'<a class="ws-button {look}" href="/certificate" target="_self">{label}</a>' if link else ""
    st.html(f'<div class="ws-award {state}"><span>{told}</span>{there}</div>')


def show(visit: Visit) -> None:
    """Draw everybody's certificates, for HR and administrators."""
    if not visit.person.may("see-scores"):
        raise Forbidden
    say = visit.say
    head(visit, say("certificates.hr.title"))
    st.title(say("certificates.hr.title"), anchor=False)
    totals = st.empty()
    search = st.text_input(say("certificates.hr.search"), key="certificates-search", max_chars=80, width=360)
    number = int(st.session_state.get("certificates-page") or 1)
    rows, total, standing = certificates.listed(visit.house.records, visit.person, search, number, ROWS)
    totals.markdown(f":gray[{say('certificates.hr.totals', standing=standing, revoked=total - standing)}]")
    if not rows:
        st.markdown(say("certificates.hr.nobody" if search else "certificates.hr.none"))
        return
    for row in rows:
        with st.container(key=f"row-{row.certificate.id}"):
            _one(visit, row)
    first = (number - 1) * ROWS + 1
    st.markdown(f":small[:gray[{say('certificates.hr.shown', first=first, last=first + len(rows) - 1, total=total)}]]")
    if total > ROWS:
        st.pagination(-(-total // ROWS), key="certificates-page")


def _one(visit: Visit, row: Holder) -> None:
    say, held = visit.say, row.certificate
    who, what, deed = st.columns([4, 3, 2], vertical_alignment="center")
    today = f" ({markdown(row.name)})" if row.name != held.name else ""
    who.markdown(
        f"**{markdown(held.name)}**{today}  :small[:gray[{markdown(row.employee_number)} · {markdown(row.department)}]]"
    )
    with what:
        if held.revoked_at:
            st.markdown(f":red[:material/block: {say('certificates.hr.revoked', date=_day(visit, held))}]")
            st.markdown(f":small[:gray[{markdown(held.revoked_because or '')}]]")
        else:
            st.markdown(f":green[:material/check: {say('certificates.hr.issued', date=_day(visit, held))}]")
    with deed, st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        _deeds(visit, held, row.stands)


def _deeds(visit: Visit, held: Certificate, stands: bool) -> None:
    """Open it; revoke it, or, unless the holder has another that `stands`, issue one in its place."""
    say, where = visit.say, "verify" if held.revoked_at else "certificate"
    st.html(plain_link(f"/{where}/{held.code}", say("certificates.hr.open"), "_blank"), width="content")
    if not visit.person.may("manage-certificates"):
        return
    if held.revoked_at:
        if not stands:
            again = say("certificates.hr.again")
            st.button(again, key=f"again-{held.id}", type="tertiary", on_click=_again, args=(held.id,))
        return
    with st.popover(say("certificates.hr.revoke"), type="tertiary", key=f"revoking-{held.id}"):
        st.markdown(say("certificates.hr.revoke-lead"))
        key = f"reason-{held.id}"
        st.text_input(say("certificates.hr.reason"), key=key, max_chars=LONGEST)
        sure = say("certificates.hr.revoke-sure")
        st.button(sure, key=f"revoke-{held.id}", on_click=_revoke, args=(held.id, key))


def _revoke(certificate_id: int, key: str) -> None:
    held, because = house(), st.session_state[key]
    attempted(lambda: certificates.revoke(held.records, asker(), certificate_id, because, held.clock()))


def _again(certificate_id: int) -> None:
    held, code = house(), codes.made(secrets.choice)
    attempted(lambda: certificates.issue_again(held.records, asker(), certificate_id, code, held.clock()))


def _day(visit: Visit, held: Certificate) -> Text:
    """When it was revoked, or else issued."""
    at, zone = held.revoked_at or held.issued_at, visit.house.settings.zone
    zh, en = (sheet.date(at, zone, visit.say.in_(language)) for language in LANGUAGES)
    return Text(zh=zh, en=en)
