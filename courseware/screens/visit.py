"""One rerun of one person's page: who, in which language, over which content."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import streamlit as st

from courseware import plain
from courseware.actions import asking
from courseware.blocks import Stage
from courseware.blocks.lines import rich
from courseware.blocks.terms import Known, Linker
from courseware.content import gathered
from courseware.content.library import Library
from courseware.errors import Refused
from courseware.house import House, house
from courseware.look import asset, look
from courseware.people import Person
from courseware.words import Language, Say, Text


@dataclass(frozen=True)
class Visit:
    """What a screen needs. `both` puts Chinese and English side by side; `pages` are the st.Page objects by name."""

    house: House
    library: Library
    person: Person
    language: Language
    both: bool
    dark: bool
    pages: dict[str, Any]
    linkers: dict[Language, Linker] = field(default_factory=dict)

    @property
    def say(self) -> Say:
        """Says captions, in both languages where side by side is on."""
        return self.library.say(self.language, self.both)

    def stage(self, place: str, language: Language | None = None, lesson: str = "") -> Stage:
        """Where a block is shown: in one language, or in both when `language` is None and side by side is on.

        `lesson` is the id of the lesson whose numbers its texts name.
        """
        say = self.library.say(language or self.language, self.both and language is None)
        numbers = self.library.numbers.get(lesson, {})

        def linked(text: Text) -> str:
            told = say(text, **numbers)
            return rich(told) if say.both else self._linker(say.language)(told)

        return Stage(
            place=place,
            say=say,
            told=lambda text: say(text, **numbers),
            picture=lambda name: self.library.pictures.get(name, ""),
            claims=self.library.claims,
            corrections=_corrections(self.library.hash),
            stories=self.library.stories,
            linked=linked,
            look=look(self.dark),
        )

    def _linker(self, language: Language) -> Linker:
        """Links the terms of this page: each at its first mention."""
        if language not in self.linkers:
            self.linkers[language] = Linker(_known(self.library.hash, language))
        return self.linkers[language]


@lru_cache(2)
def _corrections(content_hash: str) -> dict[str, tuple[Text, Text]]:
    return {one.erratum: (one.right, one.printed) for one in gathered.corrections(house().library)}


@lru_cache(8)
def _known(content_hash: str, language: Language) -> Known:
    terms = [(name, term) for name, term in house().library.glossary.items() if term.link]
    return Known.of(
        (
            (name, (term.term.told(language), *getattr(term.also, language)), term.definition.told(language))
            for name, term in terms
        ),
        latin=language == "en",
    )


def begin(pages: dict[str, Any]) -> Visit:
    """The visit of this rerun: identity from the cookies, language from the switch, the cookie or the browser."""
    held = house()
    cookies = st.context.cookies.to_dict()
    state = st.session_state
    if "language" not in state:
        # What the browser says of itself comes first: some send another list with the websocket than with the page.
        accepted = f"{st.context.locale or ''},{st.context.headers.get('Accept-Language', '')}"
        state.language = plain.chosen_language(cookies.get(plain.LANGUAGE_COOKIE), accepted, held.settings.language)
        state.both = cookies.get(BOTH_COOKIE) == "1"
    return Visit(
        house=held,
        library=held.library,
        person=asking.who(held.records, cookies, held.clock()),
        language=state.language,
        both=state.both,
        dark=st.context.theme.type == "dark",
        pages=pages,
    )


def asker() -> Person:
    """Who is asking now, for a callback: the person of the last rerun may have signed out since."""
    held = house()
    return asking.who(held.records, st.context.cookies.to_dict(), held.clock())


def attempted(deed: Callable[[], object]) -> bool:
    """Do it, in a callback; a refusal becomes the sentence at the top of the page drawn next."""
    try:
        deed()
    except Refused as refusal:
        st.session_state["refusal"] = refusal
        return False
    return True


def local(visit: Visit, at: datetime, pattern: str = "%Y-%m-%d %H:%M") -> str:
    """A time of the records in the time zone of the training."""
    return at.astimezone(visit.house.settings.zone).strftime(pattern)


def show_refusal(visit: Visit) -> None:
    """The sentence that `attempted` left, once."""
    refusal = st.session_state.pop("refusal", None)
    if refusal is not None:
        with st.container(key="refusal"):
            st.markdown(f":red[:material/close: {visit.say(f'refusals.{refusal.key}', **refusal.values)}]")


BOTH_COOKIE = "courseware_both"


@lru_cache
def _marker() -> Any:
    """Tells the page its language and lets the browser remember the choice; nothing is drawn."""
    components: Any = st.components
    return components.v2.component(
        "language",
        js="""
export default function (component) {
  const { lang, punctuation, cookies } = component.data
  document.documentElement.lang = lang
  document.getElementById('ws-punctuation')?.setAttribute('href', punctuation)
  for (const cookie of cookies) document.cookie = cookie
}
""",
    )


def mark_language(visit: Visit) -> None:
    """After a switch, set the page's `lang` and the cookies that remember it; a page just loaded has them right."""
    now = (visit.language, visit.both)
    if st.session_state.setdefault("marked", now) == now:
        return
    st.session_state.marked = now
    rest = "; path=/; max-age=31536000; samesite=lax" + ("; secure" if visit.house.settings.secure else "")
    cookies = [f"{plain.LANGUAGE_COOKIE}={visit.language}{rest}", f"{BOTH_COOKIE}={int(visit.both)}{rest}"]
    lang = "zh-Hans" if visit.language == "zh" else "en"
    punctuation = asset(f"css/punctuation-{visit.language}.css")
    with st.container(key="unseen"):
        _marker()(data={"lang": lang, "punctuation": punctuation, "cookies": cookies}, key="language-marker")
