"""The field types that entities are made of, and the marks by which the rest of the program finds them.

`Text` is plain text. `Prose` is Markdown limited to emphasis, lists, `[words][entity-id]` links and `[@source-id]`
citations. `Cited` is prose that must rest on something: a citation, or the plain words that there is none.
`TechniqueRef` and its like are the id of another entity.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


@dataclass(frozen=True)
class ProseMark:
    """Marks a field as prose; `cited` when the prose must say what it rests on."""

    cited: bool = False


@dataclass(frozen=True)
class RefMark:
    """Marks a field as the id of an entity of `kind`; any kind but a source when `kind` is None."""

    kind: str | None


def not_in_the_future(value: date) -> date:
    """Return `value`; raise ValueError when it lies after today."""
    if value > date.today():
        raise ValueError(f"the date {value.isoformat()} is in the future")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Prose = Annotated[Text, ProseMark()]
Cited = Annotated[Text, ProseMark(cited=True)]
PastDate = Annotated[date, AfterValidator(not_in_the_future)]


TechniqueRef = Annotated[str, RefMark("technique")]
PrecautionRef = Annotated[str, RefMark("precaution")]
StructureRef = Annotated[str, RefMark("structure")]
DemandRef = Annotated[str, RefMark("demand")]
RedFlagRef = Annotated[str, RefMark("red-flag")]
AssessmentRef = Annotated[str, RefMark("assessment")]
SourceRef = Annotated[str, RefMark("source")]
AnyRef = Annotated[str, RefMark(None)]


class Part(BaseModel):
    """A part of an entity: immutable, and without unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)
