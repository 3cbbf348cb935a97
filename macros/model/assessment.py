"""Assessment: a test or a way of palpation, what it shows and how far it can be trusted."""

from typing import ClassVar

from pydantic import Field

from ..vocabulary import Certainty
from .entity import PageEntity
from .fields import Cited, DemandRef, Part, StructureRef


class Accuracy(Part):
    statement: Cited
    certainty: Certainty


class Assessment(PageEntity):
    kind: ClassVar[str] = "assessment"
    section: ClassVar[str] = "assessments"
    short: ClassVar[str] = "as"

    used_for: Cited
    how_done: Cited = Field(description="How a trained examiner does it, as a description.")
    reading: Cited = Field(description="How a result is read.")
    accuracy: tuple[Accuracy, ...] = Field(min_length=1)
    limits: Cited
    demands: tuple[DemandRef, ...] = Field(min_length=1)
    structures: tuple[StructureRef, ...] = ()
