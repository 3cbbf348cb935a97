"""Precaution: a condition or situation of the client, with a ruling for every demand."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from ..vocabulary import Basis, PrecautionGroup, RuledLevel
from .entity import PageEntity
from .fields import Cited, DemandRef, Part, Prose, RedFlagRef, SourceRef, StructureRef, Text


class Rule(Part):
    """What a precaution says of some demands. `none` means that no specific restriction was found, never 'safe'."""

    demands: tuple[DemandRef, ...] = Field(min_length=1)
    level: RuledLevel
    reason: Prose = Field(description="Why, in one or two sentences that stand alone on a technique's page.")
    change: Prose | None = Field(default=None, description="The change to make; required for adapt.")
    basis: Basis = Field(description="`precautionary`: no source speaks and we choose the safer side.")
    sources: tuple[SourceRef, ...] = Field(default=(), description="Required unless precautionary or none-found.")

    @model_validator(mode="after")
    def _says_what_it_rests_on(self) -> Self:
        if self.level == "adapt" and not self.change:
            raise ValueError("level `adapt` needs `change`: the change to make")
        if self.basis == "none-found" and self.level != "none":
            raise ValueError(
                "basis `none-found` goes only with level `none`; a restriction without a source is `precautionary`"
            )
        if self.basis == "precautionary" and self.level == "none":
            raise ValueError("level `none` cannot be `precautionary`; its basis is `none-found` or a source")
        if self.basis not in ("precautionary", "none-found") and not self.sources:
            raise ValueError(f"basis `{self.basis}` needs `sources`")
        return self


class Precaution(PageEntity):
    kind: ClassVar[str] = "precaution"
    section: ClassVar[str] = "precautions"

    group: PrecautionGroup
    ask: Text = Field(
        description="The intake question that finds it out, in plain words, answered yes / no / not sure."
    )
    why: Cited = Field(description="Why it matters for psoas work.")
    do_instead: Prose = Field(description="What can be offered instead.")
    refer: Cited = Field(description="When to send the person to a clinician.")
    rules: tuple[Rule, ...] = Field(min_length=1)
    not_assessed: tuple[DemandRef, ...] = Field(
        default=(), description="Demands that this precaution does not speak of."
    )
    structures: tuple[StructureRef, ...] = ()
    red_flags: tuple[RedFlagRef, ...] = ()
    icd10: tuple[Text, ...] = Field(default=(), description="ICD-10 codes where the evidence records them.")
