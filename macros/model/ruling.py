"""Ruling: a level with the change it asks for and what it rests on."""

from typing import Self

from pydantic import Field, model_validator

from ..vocabulary import Basis, RuledLevel
from .fields import Part, Prose, SourceRef


class Ruling(Part):
    """`none` means that no specific restriction was found, never 'safe'."""

    level: RuledLevel
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
