"""Red flag: stop, no technique, send to a doctor."""

from typing import ClassVar

from pydantic import Field

from ..vocabulary import Urgency
from .entity import PageEntity
from .fields import Cited, PrecautionRef, Prose, StructureRef, Text


class RedFlag(PageEntity):
    kind: ClassVar[str] = "red-flag"
    section: ClassVar[str] = "red-flags"
    short: ClassVar[str] = "r"

    urgency: Urgency
    ask: Text = Field(description="The intake question that finds it out, in plain words.")
    signs: tuple[Cited, ...] = Field(min_length=1)
    why: Cited
    do_now: Prose = Field(description="What to do and whom to call.")
    say: Prose = Field(description="Words to use with the client.")
    do_not: tuple[Prose, ...] = Field(min_length=1)
    structures: tuple[StructureRef, ...] = ()
    precautions: tuple[PrecautionRef, ...] = ()
