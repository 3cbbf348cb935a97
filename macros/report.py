"""What the content holds and what it rests on, in numbers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import yaml
from pydantic import BaseModel

from .knowledge import Knowledge
from .model import KINDS, PageEntity, Precaution
from .vocabulary import Basis, Certainty

FACTS_FILE = Path("report", "facts.yaml")


@dataclass(frozen=True)
class KindCount:
    """One kind: how many entries, how many sources each cites on average, and how many cite none."""

    kind: str
    entries: int
    cited: float
    without: int


@dataclass(frozen=True)
class Reason:
    """Why some facts of the evidence bank are not told, and how many."""

    why: str
    facts: int


@dataclass(frozen=True)
class Facts:
    """How many facts of the evidence bank are told, by count of words and as a reader found, and why others are not."""

    total: int
    told: int
    told_in_other_words: int
    left_out: tuple[Reason, ...]


@dataclass(frozen=True)
class Report:
    """The numbers. Every count is of the data as it stands."""

    kinds: tuple[KindCount, ...]
    standings: tuple[tuple[str, int], ...]
    designs: tuple[tuple[str, int], ...]
    certainties: tuple[tuple[Certainty, int], ...]
    bases: tuple[tuple[Basis, int], ...]
    unlinked: tuple[PageEntity, ...]
    facts: Facts

    @property
    def sources(self) -> int:
        """The number of sources."""
        return sum(number for _, number in self.standings)

    @property
    def rulings(self) -> int:
        """The number of rulings: each demand that a precaution rules on."""
        return sum(number for _, number in self.bases)


def make(knowledge: Knowledge, root: Path) -> Report:
    """Count what `knowledge` holds. `root` is the project's folder, where the count of facts is kept."""
    bases: Counter[Basis] = Counter()
    for precaution in knowledge.precautions.values():
        bases.update(_bases(precaution))
    sources = knowledge.sources.values()
    return Report(
        tuple(_count(knowledge, kind) for kind, model in KINDS.items() if issubclass(model, PageEntity)),
        tuple(Counter(source.standing for source in sources).most_common()),
        tuple(Counter(source.design for source in sources).most_common()),
        tuple(Counter(c for e in knowledge.data.entities.values() for c in _certainties(e)).most_common()),
        tuple(bases.most_common()),
        tuple(knowledge.unlinked()),
        _facts(root / FACTS_FILE),
    )


def lines(report: Report) -> Iterator[str]:
    """Yield the report as lines of text."""
    yield "kind            entries  sources an entry  citing none"
    for kind in report.kinds:
        yield f"{kind.kind:15} {kind.entries:7}  {kind.cited:16.1f}  {kind.without:11}"
    for title, counts, whole in (
        ("sources by standing", report.standings, report.sources),
        ("sources by design", report.designs, report.sources),
        ("statements by certainty", report.certainties, sum(number for _, number in report.certainties)),
        ("rulings by basis", report.bases, report.rulings),
    ):
        yield f"\n{title} ({whole})"
        for name, number in counts:
            yield f"  {name:20} {number:5}  {number / whole:4.0%}"
    facts = report.facts
    yield f"\nfacts of the evidence bank ({facts.total})"
    yield f"  told {facts.told}, in other words {facts.told_in_other_words}"
    for reason in report.facts.left_out:
        yield f"  left out {reason.facts:4}: {reason.why}"
    yield f"\nentries that no other names: {len(report.unlinked)}"
    yield from (f"  {entity.kind}/{entity.id}" for entity in report.unlinked)


def _count(knowledge: Knowledge, kind: str) -> KindCount:
    entities = knowledge.of(kind)
    cited = [len(knowledge.cited_by(entity)) for entity in entities]
    return KindCount(kind, len(entities), fmean(cited or [0]), cited.count(0))


def _bases(precaution: Precaution) -> Iterator[Basis]:
    for rule in precaution.rules:
        yield from [rule.basis] * len(rule.demands)


def _certainties(part: BaseModel) -> Iterator[Certainty]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name == "certainty" and value is not None:
            yield value
        for item in value if isinstance(value, tuple) else [value]:
            if isinstance(item, BaseModel):
                yield from _certainties(item)


def _facts(file: Path) -> Facts:
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Facts(
        read["total"], read["told"], read["told_in_other_words"], tuple(Reason(**item) for item in read["left_out"])
    )
