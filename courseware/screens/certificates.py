"""Certificates: issued as soon as they are earned and offered to the learner; the list for HR, who may revoke."""

import secrets
from html import escape

import streamlit as st

from courseware.actions import certificates
from courseware.actions.certificates import LONGEST_REASON, Standing
from courseware.certificates import codes, sheet
from courseware.errors import Forbidden
from courseware.house import house
from courseware.people import Person
from courseware.records.attempts import Attempt
from courseware.records.certificates import Certificate, Holder
from courseware.screens.frame import head
from courseware.screens.visit import Visit, asker, attempted
from courseware.words import markdown

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
    """On the result of an attempt that counted towards the certificate: the way to it."""
    if not attempt.passed or attempt.person_id != visit.person.id or attempt.submitted_at is None:
        return
    held = certificates.mine(visit.house.records, visit.person)
    if held and held.revoked_at is None and attempt.submitted_at <= held.issued_at:
        _line(visit, "issued", "open", date=_day(visit, held))


def _line(visit: Visit, state: str, link: str = "", **values: object) -> None:
    told = escape(visit.say(f"certificates.home.{state}", **values))
    there = ""
    if link:
        look = "ws-button main" if state == "issued" else "ws-award-link"
        label = escape(visit.say(f"certificates.home.{link}"))
        there = f'<a class="{look}" href="/certificate" target="_self">{label}</a>'
    st.html(f'<div class="ws-award {state}"><span>{told}</span>{there}</div>')


def show(visit: Visit) -> None:
    """Draw everybody's certificates, for HR and administrators."""
    if not visit.person.may("see-scores"):
        raise Forbidden
    say = visit.say
    head(visit, say("certificates.hr.title"))
    st.title(say("certificates.hr.title"), anchor=False)
    totals = st.empty()
    search = st.text_input(say("certificates.hr.search"), key="certificates-search", max_chars=80)
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
    who, what, deed = st.columns([3, 4, 2], vertical_alignment="center")
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
    with deed:
        _deed(visit, held)


def _deed(visit: Visit, held: Certificate) -> None:
    say, key = visit.say, f"{held.id}"
    where = "verify" if held.revoked_at else "certificate"
    st.html(
        f'<a class="ws-person" href="/{where}/{held.code}" target="_blank">{escape(say("certificates.hr.open"))}</a>',
        width="content",
    )
    if not visit.person.may("manage-certificates"):
        return
    if held.revoked_at:
        label = say("certificates.hr.again")
        st.button(label, key=f"again-{key}", type="tertiary", on_click=_again, args=(held.id,))
        return
    with st.popover(say("certificates.hr.revoke"), key=f"revoking-{key}"):
        st.markdown(say("certificates.hr.revoke-lead"))
        st.text_input(say("certificates.hr.reason"), key=f"reason-{key}", max_chars=LONGEST_REASON)
        st.button(
            say("certificates.hr.revoke-sure"), key=f"revoke-{key}", on_click=_revoke, args=(held.id, f"reason-{key}")
        )


def _revoke(certificate_id: int, key: str) -> None:
    held, because = house(), st.session_state[key]
    attempted(lambda: certificates.revoke(held.records, asker(), certificate_id, because, held.clock()))


def _again(certificate_id: int) -> None:
    held, code = house(), codes.made(secrets.choice)
    attempted(lambda: certificates.issue_again(held.records, asker(), certificate_id, code, held.clock()))


def _day(visit: Visit, held: Certificate) -> str:
    return sheet.date(held.revoked_at or held.issued_at, visit.house.settings.zone, visit.say)
