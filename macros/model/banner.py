"""Banner: the warning above a technique's first step, chosen by rule."""

from typing import ClassVar

from pydantic import Field

from ..vocabulary import Caution, Performer, TechniqueKind
from .entity import Entity
from .fields import Cited, DemandRef, Part, Prose


class When(Part):
    """The rule by which a banner is chosen: every condition that is given must hold."""

    demands: tuple[DemandRef, ...] = Field(default=(), description="The technique makes at least one of these demands.")
    performed_by: tuple[Performer, ...] = ()
    types: tuple[TechniqueKind, ...] = ()
    advised_against: bool = False


class Banner(Entity):
    kind: ClassVar[str] = "banner"
    section: ClassVar[str] = ""
    short: ClassVar[str] = ""

    rank: int = Field(ge=0, description="Of the banners whose rule holds, the one with the highest rank is shown.")
    caution: Caution
    when: When
    about: Cited = Field(description="What the warning is about, in one or two sentences.")
    stop: Prose = Field(description="When to stop.")
