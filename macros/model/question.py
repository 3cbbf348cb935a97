"""Question: one that clients and therapists ask, with a short answer."""

from typing import ClassVar, Literal

from pydantic import Field

from .entity import PageEntity
from .fields import Cited


class Question(PageEntity):
    kind: ClassVar[str] = "question"
    section: ClassVar[str] = "questions"
    short: ClassVar[str] = "q"

    asked_by: Literal["client", "therapist", "student"]
    answer: Cited = Field(description="The whole answer; the summary is its first sentence or two.")
