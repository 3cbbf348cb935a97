"""Structure: a piece of anatomy."""

from typing import ClassVar

from pydantic import Field

from ..vocabulary import Certainty, StructureType
from .entity import PageEntity
from .fields import Cited, Part, Text
from .technique import Figure


class Landmark(Part):
    """A way to find the structure from outside, and how far it can be relied on."""

    description: Cited
    certainty: Certainty


class Identifiers(Part):
    """Identifiers in open standard vocabularies (SNOMED CT is licensed and left out)."""

    uberon: Text | None = None
    fma: Text | None = None
    ta2: Text | None = None
    mesh: Text | None = None


class Structure(PageEntity):
    kind: ClassVar[str] = "structure"
    section: ClassVar[str] = "anatomy"
    short: ClassVar[str] = "a"

    type: StructureType
    where: Cited
    does: Cited
    landmarks: tuple[Landmark, ...] = ()
    relation_to_psoas: Cited
    pressing: Cited = Field(description="What pressing on or through it can do, or that no source was found.")
    identifiers: Identifiers = Identifiers()
    figure: Figure | None = None
