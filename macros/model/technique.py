"""Technique: a way of working on or for the psoas, by a therapist or by oneself."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from ..vocabulary import Certainty, EquipmentItem, Performer, Position, Pressure, TechniqueKind
from .entity import PageEntity
from .fields import Cited, DemandRef, Part, PrecautionRef, Prose, StructureRef, TechniqueRef, Text
from .ruling import Ruling


class Figure(Part):
    """A picture in docs/assets/figures/ with its text alternative."""

    file: Text = Field(description="File name in docs/assets/figures/.")
    alt: Text = Field(description="What the picture shows, for those who do not see it.")
    caption: Prose | None = None


class Equipment(Part):
    """Something that has to be at hand."""

    item: EquipmentItem = Field(description="What it is, for filters.")
    words: Text = Field(description="As a reader needs it said, e.g. 'a pillow for the head'.")


class Step(Part):
    do: Prose = Field(description="One action, as taught.")
    cue: Prose | None = Field(default=None, description="What to say, feel or watch for.")
    hold: Text | None = Field(default=None, description="How long or how often, e.g. '5 seconds, 3 times'.")


class Finding(Part):
    """One statement about effect or safety with how certain it is."""

    statement: Cited
    certainty: Certainty
    why: Prose = Field(description="Why the certainty is what it is (our reading, not a formal GRADE review).")


class Raise(Ruling):
    """A verdict that this technique makes stricter than its demands alone would."""

    precaution: PrecautionRef
    reason: Cited


class Technique(PageEntity):
    kind: ClassVar[str] = "technique"
    section: ClassVar[str] = "techniques"
    short: ClassVar[str] = "t"

    type: TechniqueKind
    performed_by: Performer
    position: tuple[Position, ...] = Field(min_length=1)
    demands: tuple[DemandRef, ...] = Field(min_length=1)
    targets: tuple[StructureRef, ...] = Field(min_length=1)
    pressure: Pressure
    equipment: tuple[Equipment, ...] = Field(default=(), description="Empty when nothing is needed.")
    training: Prose = Field(description="What the performer should have learned first.")
    time: Text = Field(description="How long it takes, e.g. '5 to 10 minutes'.")
    dose: Cited = Field(description="How much and how often, with its source, or that no source was found.")
    advised_against: Cited | None = Field(
        default=None, description="Why nobody should do this; makes every verdict `avoid` and says so first."
    )
    how_taught: Cited | None = Field(default=None, description="Where the steps are taught (says nothing of effect).")
    steps: tuple[Step, ...] = ()
    no_steps: Cited | None = Field(default=None, description="Why no steps are given; required when there are none.")
    expect: tuple[Prose, ...] = Field(min_length=1, description="What the person may feel.")
    stop_signs: tuple[Prose, ...] = Field(min_length=1, description="When to stop at once.")
    evidence: tuple[Finding, ...] = Field(min_length=1)
    alternatives: tuple[TechniqueRef, ...] = Field(default=(), description="Lower-risk ways to a similar end.")
    raises: tuple[Raise, ...] = ()
    figure: Figure | None = None

    @model_validator(mode="after")
    def _steps_or_says_why_not(self) -> Self:
        if bool(self.steps) == bool(self.no_steps):
            raise ValueError("give either `steps` or `no_steps` with the reason")
        if self.steps and not self.how_taught:
            raise ValueError("`steps` need `how_taught`: where they are taught")
        return self
