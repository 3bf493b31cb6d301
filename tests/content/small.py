"""A small course written to a folder, for tests that break it."""

import textwrap
from pathlib import Path

PAGE = """
  - id: {id}
    title: {{zh: 一页, en: A page}}
    notes: {{zh: 备注, en: Notes}}
    blocks:
      - kind: text
        sources: [D2-37]
        body: {{zh: 三杯水, en: Three bowls of water}}
"""

LESSON = textwrap.dedent("""\
    title: {zh: 三杯水, en: Three bowls}
    question: {zh: 为什么, en: Why}
    objective: {zh: 说出原因, en: Say why}
    minutes: 5
    quiz: water
    numbers:
      total: {n: 1+2+3+4+5, unit: item}
    pages:
    """) + "".join(PAGE.format(id=name) for name in ("one", "two", "three", "four"))

QUIZ = textwrap.dedent("""\
    title: {zh: 测验, en: Quiz}
    lesson: water
    questions:
      - id: q1
        kind: true_false
        page: one
        sources: [D2-37]
        stem: {zh: 温水的温度变了, en: The warm water changed its temperature}
        explanation: {zh: 变的是感觉, en: What changed is the feeling}
        answer: false
        feedback: {zh: 温度计一直没动, en: The thermometer never moved}
    """)

COURSE = textwrap.dedent("""\
    title: {zh: 课程, en: Course}
    modules:
      - id: m1
        title: {zh: 模块, en: Module}
        question: {zh: 问题, en: Question}
        lessons: [water, other]
    """)

SOURCES = textwrap.dedent("""\
    decks:
      D2:
        title: {zh: 课件, en: Deck}
        file: deck.txt
        items:
          D2-37: case
    errata:
      E-36: []
    """)


CLAIMS = textwrap.dedent("""\
    claims:
      far:
        items: [D2-37]
        status: unknown
        claim: {zh: 一种说法, en: A claim}
        short: {zh: 没有找到出处, en: No source was found}
        known: {zh: 查过，没有找到出处, en: "Looked for, not found"}
    """)

GLOSSARY = textwrap.dedent("""\
    terms:
      bowl:
        term: {zh: 三杯水, en: three bowls}
        definition: {zh: 一个比方, en: A comparison}
        lesson: water
    """)


def write(root: Path) -> Path:
    """A sound course of two lessons below `root`."""
    for folder in ("lessons", "quizzes", "assets/words", "assets/pictures"):
        (root / folder).mkdir(parents=True)
    (root / "lessons/course.yaml").write_text(COURSE, "utf-8")
    (root / "lessons/sources.yaml").write_text(SOURCES, "utf-8")
    (root / "lessons/claims.yaml").write_text(CLAIMS, "utf-8")
    (root / "lessons/glossary.yaml").write_text(GLOSSARY, "utf-8")
    (root / "lessons/water.yaml").write_text(LESSON, "utf-8")
    (root / "lessons/other.yaml").write_text(LESSON.replace("quiz: water\n", ""), "utf-8")
    (root / "quizzes/water.yaml").write_text(QUIZ, "utf-8")
    (root / "assets/words/units.yaml").write_text('item: {zh: "{n} 项", en: "{n} items"}\n', "utf-8")
    return root
