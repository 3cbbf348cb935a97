"""What every entity has."""

from typing import ClassVar

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from .fields import AnyRef, Part, PastDate, Prose, Text


class Entity(Part):
    """One thing that the site knows: one file in data/<kind>/, its id the file's name."""

    kind: ClassVar[str]
    """The kind's name: the folder in data/ and the first half of `data-entity`."""
    section: ClassVar[str]
    """The folder of the site that holds the kind's pages; empty for a kind without pages of its own."""
    short: ClassVar[str]
    """The folder of the kind's short addresses, such as `t` in `/t/bridge/`; empty for a kind without pages."""

    id: SkipJsonSchema[str] = Field(description="The file's name; never written in the file.")
    name: Text = Field(description="The standard term, US spelling.")
    also_called: tuple[Text, ...] = Field(
        default=(), description="The words people type: lay, clinical, UK spelling, abbreviations, brand names."
    )


class PageEntity(Entity):
    """An entity with a page (or, for a term, an entry) of its own."""

    summary: Prose = Field(description="One or two sentences that stand alone in lists and search results.")
    reviewed: PastDate = Field(description="The day on which the entry was last checked against its sources.")
    formerly: tuple[Text, ...] = Field(
        default=(), description="Ids that this entry had before; addresses and saved answers with them lead here."
    )
    related: tuple[AnyRef, ...] = Field(default=(), description="Ids of other entries worth reading next.")
