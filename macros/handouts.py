"""Handouts: which entries have a page to print for clients, what stands on it, and how large its type can be."""

from collections import Counter
from collections.abc import Iterator

from . import prose
from .knowledge import Knowledge
from .labels import label
from .model import Claim, PageEntity, Precaution, Question, RedFlag, Technique
from .vocabulary import Level

KINDS = ("technique", "precaution", "claim", "question")
SECTION = "handouts"

# The room that each size of type leaves on one page, in characters; tests/test_handouts.py measures that it is right.
_ROOM = (("16", 1400), ("14", 1440), ("13", 2080), ("12", 2600), ("11", 3450), ("10", 4100))
_SMALLEST = "9"
_LINE = 30
"""What a paragraph or item costs beside its characters: the rest of its last line."""
_HEADING = 100
"""What a level's heading and its meaning cost above the self-care of a precaution."""


class Handouts:
    """The handouts of the site. Everything on them is an entry's own text, or follows from the rules."""

    def __init__(self, knowledge: Knowledge):
        self._knowledge = knowledge

    def has_one(self, entity: PageEntity) -> bool:
        """Tell whether `entity` has a handout: self-care, precautions, claims, and the questions that clients ask."""
        match entity:
            case Technique():
                return entity.performed_by == "self"
            case Question():
                return entity.asked_by == "client"
            case _:
                return isinstance(entity, Precaution | Claim)

    def of(self, kind: str) -> list[PageEntity]:
        """Return the entities of one kind that have a handout, in order of name."""
        return [e for e in self._knowledge.of(kind) if isinstance(e, PageEntity) and self.has_one(e)]

    def all(self) -> list[PageEntity]:
        """Return every entity with a handout, in order of kind and name."""
        return [entity for kind in KINDS for entity in self.of(kind)]

    def path(self, entity: PageEntity) -> str:
        """Return the Markdown path of the entity's handout under docs/."""
        return f"{SECTION}/{entity.id}.md"

    def flags(self, entity: Technique | Precaution) -> list[RedFlag]:
        """Return the red flags to print: those that a technique's stop signs lead to, those that a precaution names."""
        if isinstance(entity, Precaution):
            named = set(entity.red_flags)
        else:
            named = {id for sign in entity.stop_signs for id in prose.linked(sign)}
        return [flag for flag in self._knowledge.data.of(RedFlag).values() if flag.id in named]

    def self_care(self, precaution: Precaution) -> dict[Level, list[Technique]]:
        """Return the self-care techniques by their verdict with `precaution`, worst first, without empty levels."""
        found = {
            level: [t for t, _ in pairs if isinstance(t, Technique) and self.has_one(t)]
            for level, pairs in self._knowledge.verdicts_by_level(precaution).items()
        }
        return {level: techniques for level, techniques in found.items() if techniques}

    def rests_on(self, claim: Claim) -> list[tuple[str, int]]:
        """Return (design, number) of the sources for and against a claim, the most frequent first."""
        texts = (*claim.evidence_for, *claim.evidence_against)
        ids = {id for text in texts for id in prose.cited(text)}
        designs = Counter(self._knowledge.sources[id].design for id in ids)
        return sorted(designs.items(), key=lambda item: (-item[1], label(item[0])))

    def size(self, entity: PageEntity) -> str:
        """Return the largest size of type with which the handout stays on one page: in points."""
        texts = [prose.plain(text) for text in (*self.texts(entity), *self._if_there_is_room(entity))]
        length = sum(len(text) + _LINE for text in texts) + sum(4 * len(name) // 5 for name in self._names(entity))
        if isinstance(entity, Precaution):
            length += _HEADING * len(self.self_care(entity))
        return next((size for size, room in _ROOM if length <= room), _SMALLEST)

    def expect(self, technique: Technique) -> tuple[str, ...]:
        """Return what to expect, or nothing where only the smallest type is left for what cannot be spared."""
        return self._if_there_is_room(technique) if self.size(technique) != _SMALLEST else ()

    def texts(self, entity: PageEntity) -> list[str]:
        """Return the prose and text that the handout of `entity` cannot do without, apart from names and headings."""
        return [text for text in self._texts(entity) if text]

    def _if_there_is_room(self, entity: PageEntity) -> tuple[str, ...]:
        return entity.expect if isinstance(entity, Technique) and not entity.advised_against else ()

    def _texts(self, entity: PageEntity) -> Iterator[str | None]:
        match entity:
            case Technique():
                banner = self._knowledge.banner(entity)
                yield from (entity.summary, banner.about, banner.stop, entity.advised_against, entity.no_steps)
                for step in entity.steps:
                    yield from (step.do, step.cue, step.hold)
                if not entity.advised_against:
                    yield entity.dose
                yield from entity.stop_signs
                yield from (flag.summary for flag in self.flags(entity))
            case Precaution():
                yield from (entity.summary, entity.for_client or entity.do_instead, entity.ask)
                yield from (flag.summary for flag in self.flags(entity))
            case Claim():
                yield from (entity.summary, entity.tell_client)
            case Question():
                yield entity.answer

    def _names(self, entity: PageEntity) -> list[str]:
        match entity:
            case Technique(advised_against=None):
                by_level = self._knowledge.verdicts_by_level(entity)
                return [p.name for level in ("avoid", "clearance") for p, _ in by_level[level]]
            case Precaution():
                return [t.name for techniques in self.self_care(entity).values() for t in techniques]
            case _:
                return []
