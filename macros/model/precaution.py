"""Precaution: a condition or situation of the client, with a ruling for every demand."""

from typing import ClassVar

from pydantic import Field

from ..vocabulary import PrecautionGroup
from .entity import PageEntity
from .fields import Cited, DemandRef, Prose, RedFlagRef, StructureRef, Text
from .ruling import Ruling


class Rule(Ruling):
    """What a precaution says of some demands."""

    demands: tuple[DemandRef, ...] = Field(min_length=1)
    reason: Prose = Field(description="Why, in one or two sentences that stand alone on a technique's page.")


class Precaution(PageEntity):
    kind: ClassVar[str] = "precaution"
    section: ClassVar[str] = "precautions"
    short: ClassVar[str] = "p"

    group: PrecautionGroup
    ask: Text = Field(
        description="The intake question that finds it out, in plain words, answered yes / no / not sure."
    )
    why: Cited = Field(description="Why it matters for psoas work.")
    do_instead: Prose = Field(description="What can be offered instead.")
    refer: Cited = Field(description="When to send the person to a clinician.")
    for_client: Cited | None = Field(
        default=None, description="What it means for the client, in plain words, from what this entry says and cites."
    )
    rules: tuple[Rule, ...] = Field(min_length=1)
    not_assessed: tuple[DemandRef, ...] = Field(
        default=(), description="Demands that this precaution does not speak of."
    )
    structures: tuple[StructureRef, ...] = ()
    red_flags: tuple[RedFlagRef, ...] = ()
    icd10: tuple[Text, ...] = Field(default=(), description="ICD-10 codes where the evidence records them.")
