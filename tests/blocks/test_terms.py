"""Links from a text to the glossary."""

from courseware.blocks.terms import Known, Linker

TERMS = [
    ("lifetime-value", ["lifetime value", "lifetime values"], 'What a "customer" buys in all'),
    ("value", ["value"], "What it is worth"),
    ("word-of-mouth", ["word of mouth"], "What customers tell others"),
]


def linker(terms=TERMS, latin=True):
    return Linker(Known.of(terms, latin))


def test_the_first_mention_is_linked_and_the_next_is_not():
    link = linker()
    assert link("Good word of mouth") == 'Good [word of mouth](/glossary#word-of-mouth "What customers tell others")'
    assert link("Bad word of mouth") == "Bad word of mouth"


def test_the_longest_term_wins_and_case_does_not_matter():
    assert linker()("Lifetime value").startswith("[Lifetime value](/glossary#lifetime-value")


def test_a_part_of_a_word_is_no_term_in_english():
    assert "glossary" not in linker()("valued and valueless")


def test_chinese_needs_no_spaces_around_a_term():
    link = linker([("koubei", ["口碑"], "客户告诉别人的话")], latin=False)
    assert link("负面口碑很快") == '负面[口碑](/glossary#koubei "客户告诉别人的话")很快'


def test_a_meaning_cannot_end_its_own_tooltip_and_a_text_stays_text():
    assert "\"What a 'customer' buys in all\")" in linker()("lifetime value")
    assert linker()("[x](javascript:1) word of mouth").startswith("\\[x\\]\\(javascript\\:1\\)")


def test_bold_around_a_term_stays_bold():
    assert "**" in linker()("**word of mouth** spreads")


def test_without_a_glossary_a_text_is_only_a_text():
    assert linker([])("word of mouth") == "word of mouth"
