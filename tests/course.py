"""The course as it is, read once by every process of the tests: reading takes more than a second."""

from functools import cache

from courseware.content.library import Library, load
from courseware.settings import ROOT


@cache
def library() -> Library:
    """The library of lessons, quizzes and words in this repository."""
    return load(ROOT)
