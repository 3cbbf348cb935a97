"""Everything that the data says, linked: who names whom, what endangers what, and every verdict."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from . import prose, safety
from .fields_of import marked
from .guides import Guide
from .load import Data
from .model import (
    KINDS,
    Banner,
    Demand,
    Entity,
    PageEntity,
    Precaution,
    Source,
    Structure,
    Technique,
    Term,
)
from .model.demand import Exposure
from .model.fields import ProseMark
from .safety import Verdict
from .vocabulary import LEVELS, Level


@dataclass(frozen=True)
class Endangered:
    """A structure that a technique exposes, and through which demands."""

    structure: Structure
    exposures: tuple[tuple[Demand, Exposure], ...]


class Knowledge:
    """The data as one graph. Built from data without problems; everything in it is read-only."""

    def __init__(self, data: Data, guides: tuple[Guide, ...] = (), forms: tuple[Guide, ...] = ()):
        self.data = data
        self.guides = guides
        self.forms = forms
        self.techniques = data.of(Technique)
        self.precautions = data.of(Precaution)
        self.structures = data.of(Structure)
        self.demands = data.of(Demand)
        self.sources = data.of(Source)
        self.terms = data.of(Term)
        self.banners = data.of(Banner)
        self._by_id = {e.id: e for e in data.entities.values() if isinstance(e, PageEntity)}

    def of(self, kind: str) -> list[Entity]:
        """Return the entities of one kind, in order of name."""
        return sorted(self.data.of(KINDS[kind]).values(), key=lambda e: e.name.lower())

    def entity(self, id: str) -> PageEntity:
        """Return the entity with this id, of whatever kind but source and banner. Raise KeyError when there is none."""
        return self._by_id[id]

    def path(self, entity: Entity) -> str:
        """Return the Markdown path of the entity's page under docs/, with an anchor for an entry of the glossary."""
        if isinstance(entity, Term):
            return f"{entity.section}/index.md#{entity.id}"
        return f"{entity.section}/{entity.id}.md"

    def url(self, entity: Entity) -> str:
        """Return the address of the entity's page (or of its entry in the glossary) under the site's root."""
        return self.path(entity).replace("index.md", "").replace(".md", "/")

    def short(self, entity: Entity) -> str:
        """Return the short, lasting address of `entity` under the site's root, such as `t/bridge/`."""
        return f"{entity.short}/{entity.id}/"

    @cached_property
    def reviewed(self) -> date:
        """The day of the data's last review."""
        return max(entity.reviewed for entity in self._by_id.values())

    @cached_property
    def version(self) -> str:
        """What tells this data from any other: the day of its last review and a digest of all that it holds."""
        digest = hashlib.sha256()
        for key in sorted(self.data.entities):
            digest.update(f"{key}{self.data.entities[key].model_dump_json()}".encode())
        return f"{self.reviewed}-{digest.hexdigest()[:8]}"

    # Safety

    @cached_property
    def verdicts(self) -> dict[tuple[str, str], Verdict]:
        """The verdict of every technique for every single precaution, by (technique id, precaution id)."""
        return {
            (t.id, p.id): safety.verdict(t, [p]) for t in self.techniques.values() for p in self.precautions.values()
        }

    def banner(self, technique: Technique) -> Banner:
        """Return the banner that the rules choose for `technique`."""
        return safety.banner_for(technique, self.banners.values())

    def verdicts_by_level(
        self, of: Technique | Precaution
    ) -> dict[Level, list[tuple[Technique | Precaution, Verdict]]]:
        """Return for every level, worst first, the other side of each verdict of `of`, in order of name."""
        pairs: list[tuple[Technique | Precaution, Verdict]]
        if isinstance(of, Technique):
            pairs = [(p, self.verdicts[(of.id, p.id)]) for p in self.precautions.values()]
        else:
            pairs = [(t, self.verdicts[(t.id, of.id)]) for t in self.techniques.values()]
        pairs.sort(key=lambda pair: pair[0].name.lower())
        return {level: [pair for pair in pairs if pair[1].level == level] for level in LEVELS}

    def level_over(self, demands: Iterable[str], precaution: Precaution) -> Level:
        """Return the worst level of `precaution` over `demands`, for what is no technique: an assessment, a demand."""
        return safety.level_over(demands, precaution)

    def endangered(self, technique: Technique) -> list[Endangered]:
        """Return the structures that the technique's demands expose, those exposed most often first."""
        found: dict[str, list[tuple[Demand, Exposure]]] = defaultdict(list)
        for id in technique.demands:
            for exposure in self.demands[id].exposes:
                found[exposure.structure].append((self.demands[id], exposure))
        ordered = sorted(found.items(), key=lambda item: (-len(item[1]), self.structures[item[0]].name))
        return [Endangered(self.structures[id], tuple(exposures)) for id, exposures in ordered]

    def techniques_endangering(self, structure: Structure) -> list[Technique]:
        """Return the techniques that expose `structure`, in order of name."""
        return [t for t in self._techniques() if any(e.structure.id == structure.id for e in self.endangered(t))]

    def techniques_targeting(self, structure: Structure) -> list[Technique]:
        """Return the techniques that are meant for `structure`, in order of name."""
        return [t for t in self._techniques() if structure.id in t.targets]

    def techniques_demanding(self, demand: Demand) -> list[Technique]:
        """Return the techniques that make this demand, in order of name."""
        return [t for t in self._techniques() if demand.id in t.demands]

    def hands_off(self) -> list[Technique]:
        """Return the techniques that nobody advises against and that never touch the abdomen, the mildest first."""
        found = [
            t
            for t in self._techniques()
            if not t.advised_against and not any(self.demands[id].touches_abdomen for id in t.demands)
        ]
        return sorted(found, key=lambda t: len(self.verdicts_by_level(t)["avoid"]))

    def _techniques(self) -> list[Technique]:
        return sorted(self.techniques.values(), key=lambda t: t.name.lower())

    # Links

    @cached_property
    def _mentions(self) -> dict[str, set[str]]:
        """For each entity's id, the ids of those that name it in a field or a link."""
        found: dict[str, set[str]] = defaultdict(set)
        for entity in self._by_id.values():
            for _, mark, value in marked(entity):
                for id in prose.linked(value) if isinstance(mark, ProseMark) else [value]:
                    if id != entity.id:
                        found[id].add(entity.id)
        return found

    def mentioned_by(self, entity: Entity, kind: str | None = None) -> list[PageEntity]:
        """Return the entities that name `entity`, all or of one kind, in order of kind and name."""
        found = (self._by_id[id] for id in self._mentions[entity.id])
        return sorted((e for e in found if kind in (None, e.kind)), key=lambda e: (e.kind, e.name.lower()))

    def related(self, entity: PageEntity) -> list[PageEntity]:
        """Return what `entity` names as related, then what names `entity`, each once."""
        named = [self._by_id[id] for id in entity.related]
        return list({e.id: e for e in [*named, *self.mentioned_by(entity)] if e.id != entity.id}.values())

    def unlinked(self) -> list[PageEntity]:
        """Return the entities that no other names, in order of kind and id.

        A term is named where its name stands in a text, for there it is a tooltip.
        """
        texts = [
            (entity.id, prose.plain(value).lower())
            for entity in self._by_id.values()
            for _, mark, value in marked(entity)
            if isinstance(mark, ProseMark)
        ]

        def named(entity: PageEntity) -> bool:
            if self._mentions[entity.id]:
                return True
            return isinstance(entity, Term) and any(
                name.lower() in text
                for name in (entity.name, *entity.also_called)
                for id, text in texts
                if id != entity.id
            )

        return sorted((e for e in self._by_id.values() if not named(e)), key=lambda e: (e.kind, e.id))

    @cached_property
    def _citations(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for entity in self.data.entities.values():
            for _, mark, value in marked(entity):
                for id in (
                    prose.cited(value) if isinstance(mark, ProseMark) else [value] if mark.kind == Source.kind else []
                ):
                    found[id].add(f"{entity.kind}/{entity.id}")
        return found

    def cited_by(self, entity: Entity) -> list[Source]:
        """Return the sources that `entity` cites, in order of id."""
        key = f"{entity.kind}/{entity.id}"
        return [self.sources[id] for id in sorted(self._citations) if key in self._citations[id]]

    def guides_citing(self, source: Source) -> list[Guide]:
        """Return the guides that cite `source`."""
        return [guide for guide in self.guides if source.id in guide.cited]

    def citing(self, source: Source) -> list[Entity]:
        """Return the entities that cite `source`, banners among them, in order of kind and name."""
        found = (self.data.entities[tuple(key.split("/"))] for key in self._citations[source.id])  # type: ignore[index]
        return sorted(found, key=lambda e: (e.kind, e.name.lower()))
