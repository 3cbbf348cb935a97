"""Demand: one thing that a technique asks of a body."""

from typing import ClassVar

from pydantic import Field, model_validator

from .entity import PageEntity
from .fields import Cited, Part, StructureRef


class Exposure(Part):
    """A structure that a demand exposes, and why."""

    structure: StructureRef
    why: Cited


class Demand(PageEntity):
    kind: ClassVar[str] = "demand"
    section: ClassVar[str] = "demands"
    short: ClassVar[str] = "d"

    touches_abdomen: bool = Field(description="True when hands, tools or feet press or rest on the belly.")
    intimate: bool = Field(
        default=False, description="True when hands or tools come near the groin, the pubic bone or the breasts."
    )
    exposes: tuple[Exposure, ...] = ()
    exposes_nothing: Cited | None = Field(
        default=None, description="Why no structure is listed; required when none is."
    )

    @model_validator(mode="after")
    def _exposes_or_says_why_not(self) -> "Demand":
        if bool(self.exposes) == bool(self.exposes_nothing):
            raise ValueError("give either `exposes` or `exposes_nothing`")
        return self
