"""Reads how long a hold lasts and how often it comes from the words of the data, where the words say so plainly."""

import re
from dataclasses import dataclass

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TIMES = {"once": 1, "twice": 2}
_NUMBER = rf"(?:\d+|{'|'.join(_WORDS)})"


def _range(name: str) -> str:
    return rf"(?:up to |about )?(?P<{name}>{_NUMBER})(?: (?:to|or) {_NUMBER})?"


_SIDES = r"(?: (?:a side|each|on each side))?"
_SECONDS = rf"{_range('seconds')} (?P<unit>seconds?|minutes?)(?: or more| to begin with)?"
_BREATHS = rf"{_range('breaths')} (?:slow )?breaths?"
_COUNT = rf"(?:{_range('times')} times|(?P<word>once|twice))"

# The whole text must be of one of these forms, or nothing is read from it.
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_SECONDS}{_SIDES}(?:, or {_NUMBER} breaths)?(?:, {_COUNT}{_SIDES})?",
        rf"{_BREATHS}{_SIDES}(?:, then rest)?",
        rf"{_COUNT}{_SIDES}(?:, {_NUMBER} rounds(?: with a rest)?)?",
    )
]


@dataclass(frozen=True)
class Hold:
    """What a timer can start from. Of a range it is the first number, of "up to" the number named."""

    seconds: int | None = None
    breaths: int | None = None
    times: int | None = None


def parse(words: str) -> Hold | None:
    """Return what `words`, such as "15 to 30 seconds, twice", say of a hold; None when they do not say it plainly."""
    for form in _FORMS:
        if match := form.fullmatch(" ".join(words.split())):
            found = {name: value.lower() for name, value in match.groupdict().items() if value}
            seconds = _number(found.get("seconds"))
            if seconds and found["unit"].startswith("minute"):
                seconds *= 60
            times = _TIMES.get(found.get("word", "")) or _number(found.get("times"))
            return Hold(seconds, _number(found.get("breaths")), times)
    return None


def usual(holds: list[Hold]) -> Hold:
    """Return what all `holds` of a technique agree on. Where they differ nothing is chosen between them."""
    seconds = {h.seconds for h in holds if h.seconds}
    breaths = {h.breaths for h in holds if h.breaths}
    times = {h.times for h in holds if h.times}
    if len(seconds) + len(breaths) > 1 or len(times) > 1:
        return Hold()
    return Hold(*(next(iter(values), None) for values in (seconds, breaths, times)))


def _number(words: str | None) -> int | None:
    if not words:
        return None
    return int(words) if words.isdigit() else _WORDS.index(words) + 1
