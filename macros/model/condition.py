"""Condition: a psoas-related problem."""

from typing import ClassVar

from pydantic import Field

from .entity import PageEntity
from .fields import AssessmentRef, Cited, PrecautionRef, RedFlagRef, StructureRef
from .technique import Finding


class Condition(PageEntity):
    kind: ClassVar[str] = "condition"
    section: ClassVar[str] = "conditions"
    short: ClassVar[str] = "co"

    what: Cited
    signs: tuple[Cited, ...] = Field(min_length=1)
    how_common: Cited
    helps: tuple[Finding, ...] = Field(min_length=1, description="What is known of treatment.")
    bodywork: Cited = Field(description="What it means for psoas bodywork.")
    structures: tuple[StructureRef, ...] = ()
    assessments: tuple[AssessmentRef, ...] = ()
    precautions: tuple[PrecautionRef, ...] = ()
    red_flags: tuple[RedFlagRef, ...] = ()
    icd10: tuple[str, ...] = ()
