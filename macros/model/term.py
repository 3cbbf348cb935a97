"""Term: an entry of the glossary."""

from typing import ClassVar

from pydantic import Field

from .entity import PageEntity
from .fields import AnyRef, Text


class Term(PageEntity):
    kind: ClassVar[str] = "term"
    section: ClassVar[str] = "glossary"
    short: ClassVar[str] = "g"

    tooltip: Text = Field(max_length=160, description="The meaning in a few plain words, shown as a tooltip.")
    see: AnyRef | None = Field(default=None, description="The entry that says more.")
