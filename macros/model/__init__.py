"""The kinds of entity."""

from .assessment import Assessment
from .banner import Banner
from .claim import Claim
from .condition import Condition
from .demand import Demand
from .entity import Entity, PageEntity
from .precaution import Precaution
from .question import Question
from .red_flag import RedFlag
from .source import Source
from .structure import Structure
from .technique import Technique
from .term import Term

KINDS: dict[str, type[Entity]] = {
    model.kind: model
    for model in (
        Technique,
        Precaution,
        Structure,
        Claim,
        Condition,
        RedFlag,
        Assessment,
        Question,
        Term,
        Source,
        Demand,
        Banner,
    )
}

__all__ = [
    "KINDS",
    "Assessment",
    "Banner",
    "Claim",
    "Condition",
    "Demand",
    "Entity",
    "PageEntity",
    "Precaution",
    "Question",
    "RedFlag",
    "Source",
    "Structure",
    "Technique",
    "Term",
]
