"""The figures of a quiz and its questions as HTML: one element a list, so that a long quiz is no slower to draw."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from html import escape

from courseware.actions.statistics import Report
from courseware.progress.hints import FAIR, GRAVE, RELIABLE, decimal, sentence
from courseware.progress.scoring import shown_percent
from courseware.progress.statistics import FEWEST, FEWEST_SHOWN, Item, QuizStatistics
from courseware.questions import QuestionBase, tallies
from courseware.screens.others import Bar, drawn
from courseware.words import Say

ANSWERS = 12
"""Answers of a question that are shown at most, besides its options."""


def figures(statistics: QuizStatistics, say: Say, marked: bool = True) -> str:
    """The quiz in five figures, each with a word on what it means; without a pass mark in four."""
    told, one = say.within("statistics"), statistics
    assert one.mean is not None
    cells = [
        ("people", say.number(one.people), told("note-people")),
        ("mean", told("score", n=shown_percent(one.mean)), told("note-mean", n=round(one.deviation or 0))),
        ("passed", f"{one.passed * 100 // one.people}%", told("note-passed", n=one.passed)),
        ("alpha", "—" if one.alpha is None else decimal(one.alpha, say), _reliability(one, told)),
        (
            "error",
            "—" if one.error is None else told("margin", n=round(one.error)),
            "" if one.error is None else told("note-error"),
        ),
    ]
    return '<dl class="ws-figures">' + "".join(
        f"<div><dt>{escape(told(f'figure-{key}'))}</dt><dd><b>{escape(value)}</b><span>{escape(note)}</span></dd></div>"
        for key, value, note in cells
        if marked or key != "passed"
    ) + "</dl>"  # fmt: skip


def _reliability(one: QuizStatistics, told: Say) -> str:
    if one.alpha is None:
        return told("note-alpha-pairs", few=FEWEST, n=one.pairs) if one.pairs < FEWEST else told("note-alpha-same")
    level = "note-alpha-" + ("high" if one.alpha >= RELIABLE else "fair" if one.alpha >= FAIR else "low")
    return told.composed(lambda s: s("note-alpha-drawn", note=s(level)) if one.varied else s(level))


def looks(report: Report, below: Collection[str], say: Say) -> str:
    """The questions that want a look, each with its hints; a link leads to those that stand below."""
    places = {name: n for n, name in enumerate(report.questions, 1)}
    lines = []
    for name in report.look:
        stem, number = _plain(say(report.questions[name].stem)), say("statistics.number", n=places[name])
        link = f' href="#question-{escape(name)}"' if name in below else ""
        lines.append(f"<li><a{link}>{escape(number)}</a> <span>{escape(stem)}</span>{_hints(report, name, say)}</li>")
    return f'<ol class="ws-looks">{"".join(lines)}</ol>'


def rows(report: Report, names: Sequence[str], say: Say) -> str:
    """One row a question: its figures, and behind them how it was answered."""
    places = {name: n for n, name in enumerate(report.questions, 1)}
    return "".join(_row(report, name, places[name], say) for name in names)


def _row(report: Report, name: str, place: int, say: Say) -> str:
    told, question, item = say.within("statistics"), report.questions[name], report.item(name)
    cells = [(say.number(item.people), "answered")]
    if item.difficulty is not None:
        correlation = "—" if item.discrimination is None else decimal(item.discrimination, say)
        seconds = "—" if item.seconds is None else told("seconds", n=round(item.seconds))
        share = f"{shown_percent(item.difficulty * 100)}%"
        cells = [(share, "difficulty"), (correlation, "discrimination"), (seconds, "time")]
    shown = "".join(f"<span><b>{escape(value)}</b> <i>{escape(told(key))}</i></span>" for value, key in cells)
    level = ""
    if item.difficulty is not None:
        level = f'<span class="level" aria-hidden="true"><u style="width:{float(item.difficulty):.1%}"></u></span>'
    about = told("answered-by-blank" if item.blank else "answered-by", n=item.people, blank=item.blank)
    numbers = f'<p class="id">{escape(told("drawn"))}</p>' if name in report.drawn else ""
    wants = " grave" if name in report.grave else " wants" if name in report.look else ""
    gone = "" if name in report.hints else f" <em>{escape(told('gone'))}</em>"
    return (
        f'<details class="ws-item{wants}"><summary><span class="n">{place}</span>'
        f'<span class="stem">{escape(_plain(say(question.stem)))}{gone}</span>'
        f'{level}<span class="cells">{shown}</span></summary>'
        f'<div id="question-{escape(name)}"><p class="id">{escape(name)} · {escape(about)}</p>'
        f"{numbers}{_hints(report, name, say)}{_answers(report, name, say)}</div></details>"
    )


def _hints(report: Report, name: str, say: Say) -> str:
    told = say.within("statistics.hints")
    lines = []
    for hint in report.hints.get(name, ()):
        if hint.key != "few":
            told_so = sentence(hint, report.item(name), report.questions[name], say)
            grave = " grave" if hint.key in GRAVE else ""
            head = f"<strong>{escape(told(hint.key))}</strong>"
            lines.append(f'<p class="hint{grave}">{head} {escape(told_so)}</p>')
    return "".join(lines)


def _answers(report: Report, name: str, say: Say) -> str:
    told, question, item = say.within("statistics"), report.questions[name], report.item(name)
    if item.people < FEWEST_SHOWN:
        return f"<p>{escape(told('few-answers', fewest=FEWEST_SHOWN))}</p>"
    names = tallies.listed(question, {name: choice.people for name, choice in item.choices.items()})
    bars = [_bar(question, item, name, say) for name in names[: max(ANSWERS, len(tallies.choices(question)))]]
    rest = len(names) - len(bars)
    more = f"<p>{escape(told('rest', n=rest))}</p>" if rest else ""
    return f"{drawn(bars, told)}{more}"


def _bar(question: QuestionBase, item: Item, name: str, say: Say) -> Bar:
    choice = item.choices.get(name)
    people = choice.people if choice else 0
    share = Fraction(people, item.people)
    values = {"percent": shown_percent(share * 100), "n": people, "score": int(choice.total) if choice else 0}
    right = name in tallies.right(question) or (choice is not None and choice.full == people)
    shown = say("statistics.share-score" if people else "statistics.share", **values)
    return tallies.told(question, name, say), share, shown, right


def _plain(told: str) -> str:
    return told.replace("**", "")
