"""Source: what a statement rests on, in CSL fields, with how it was read and what limits it."""

from typing import ClassVar

from pydantic import ConfigDict, Field, HttpUrl

from ..vocabulary import CslType, Design, Reading, Standing
from .entity import Entity
from .fields import Part, Text


class CslName(Part):
    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None


class Csl(Part):
    """The CSL fields, as they were seen: a field that was not seen is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    type: CslType
    title: Text
    author: tuple[CslName, ...] = ()
    issued: Text | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    container_title: Text | None = Field(default=None, alias="container-title")
    publisher: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    DOI: Text | None = Field(default=None, pattern=r"^10\.\d{4,9}/\S+$")
    PMID: Text | None = Field(default=None, pattern=r"^\d+$")
    PMCID: Text | None = Field(default=None, pattern=r"^PMC\d+$")


class Source(Entity):
    kind: ClassVar[str] = "source"
    section: ClassVar[str] = "sources"
    short: ClassVar[str] = "s"

    name: Text = Field(description="The short reference, e.g. 'Otsudo 2018'.")
    csl: Csl
    standing: Standing
    design: Design
    sample: Text | None = None
    finding: Text
    limitations: Text
    read: Reading = Field(description="How much of it was read.")
    link: HttpUrl | None = Field(default=None, description="The address to publish; none where only a copy was seen.")
