"""Claim: something that people say about the psoas, with a verdict."""

from typing import ClassVar

from pydantic import Field

from ..vocabulary import Certainty, ClaimVerdict
from .entity import PageEntity
from .fields import Cited, Prose


class Claim(PageEntity):
    kind: ClassVar[str] = "claim"
    section: ClassVar[str] = "claims"
    short: ClassVar[str] = "c"

    verdict: ClaimVerdict
    verdict_in_words: Cited = Field(description="The verdict in one or two sentences.")
    certainty: Certainty
    certainty_why: Prose
    who_says_it: Cited = Field(description="Who says it, cited as what is said and never as what is true.")
    evidence_for: tuple[Cited, ...] = Field(min_length=1, description="Or one entry: 'No source found …'.")
    evidence_against: tuple[Cited, ...] = Field(min_length=1, description="Or one entry: 'No source found …'.")
    tell_client: Prose = Field(description="What to tell a client, in plain words.")
