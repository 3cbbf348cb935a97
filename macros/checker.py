"""The table behind the checker page: every verdict for every single precaution, so that the page only takes the worst.

What the page shows for a client with several precautions is the worst level and all the reasons of these rows; the
rules themselves (`macros.safety`) are not written a second time in the browser.
"""

import re
from dataclasses import asdict, dataclass

from . import prose, safety
from .knowledge import Knowledge
from .labels import LEVEL_MEANINGS, SHORT_LABELS, caution_label, label
from .model import PageEntity, Precaution, RedFlag, Technique
from .safety import Reason
from .vocabulary import LEVELS, Level

PATH = "check/table.json"
FORMAT = 1
"""Changes when the page of an older site could not read the table."""

_CODE = re.compile(r"(?P<letter>[A-Z])(?P<first>\d\d)(?:-(?P=letter)(?P<last>\d\d))?(?P<rest>\.\w+)?")


def table(knowledge: Knowledge) -> dict[str, object]:
    """Return all that the checker page needs to know, as plain text and ids."""
    rulings, sources = _Rulings(), knowledge.sources
    techniques = [_technique(t, knowledge, rulings) for t in knowledge.of("technique") if isinstance(t, Technique)]
    cited = sorted({source for ruling in rulings.found for source in ruling.sources})
    return {
        "format": FORMAT,
        "version": knowledge.version,
        "levels": [
            {"id": level, "label": label(level), "short": SHORT_LABELS[level], "meaning": LEVEL_MEANINGS[level]}
            for level in LEVELS
        ],
        "unsure": {"level": safety.UNSURE_LEVEL, "reason": safety.UNSURE_REASON},
        "groups": {p.group: label(p.group) for p in knowledge.precautions.values()},
        "words": _words(knowledge),
        "demands": {d.id: d.name for d in knowledge.demands.values()},
        "sources": {id: {"name": sources[id].name, "url": knowledge.url(sources[id])} for id in cited},
        "red_flags": [_red_flag(f, knowledge) for f in knowledge.of("red-flag") if isinstance(f, RedFlag)],
        "precautions": [_precaution(p, knowledge) for p in knowledge.of("precaution") if isinstance(p, Precaution)],
        "techniques": techniques,
        "rulings": [asdict(ruling) for ruling in rulings.found],
        "renamed": renamed(knowledge),
    }


def renamed(knowledge: Knowledge) -> dict[str, str]:
    """Return for each id that an entry had before the id that it has now."""
    entities = sorted(knowledge.data.entities.values(), key=lambda e: e.id)
    return {old: e.id for e in entities if isinstance(e, PageEntity) for old in e.formerly}


def categories(codes: tuple[str, ...]) -> list[str]:
    """Return ICD-10 `codes` with each range taken apart into its categories: `K40-K42 (block)` is K40, K41, K42."""
    found: list[str] = []
    for code in codes:
        match = _CODE.match(code)
        if match and match["last"]:
            found += [f"{match['letter']}{n:02d}" for n in range(int(match["first"]), int(match["last"]) + 1)]
        elif match:
            found.append(match[0])
    return found


@dataclass(frozen=True)
class _Ruling:
    """A reason as the page shows it: plain text, and the ids of all sources that it cites."""

    precaution: str | None
    level: Level
    reason: str
    change: str | None
    basis: str | None
    sources: tuple[str, ...]


class _Rulings:
    """The reasons, each kept once and named by its place in `found`."""

    def __init__(self) -> None:
        self._places: dict[_Ruling, int] = {}

    @property
    def found(self) -> list[_Ruling]:
        return list(self._places)

    def place(self, reason: Reason) -> int:
        cited = [*reason.sources, *prose.cited(reason.reason), *prose.cited(reason.change or "")]
        ruling = _Ruling(
            reason.precaution,
            reason.level,
            prose.plain(reason.reason),
            prose.plain(reason.change) if reason.change else None,
            label(reason.basis) if reason.basis else None,
            tuple(dict.fromkeys(cited)),
        )
        return self._places.setdefault(ruling, len(self._places))


def _technique(technique: Technique, knowledge: Knowledge, rulings: _Rulings) -> dict[str, object]:
    rows: dict[str, object] = {}
    for id, precaution in sorted(knowledge.precautions.items()):
        verdict = knowledge.verdicts[(technique.id, id)]
        rows[id] = {
            "level": verdict.level,
            "level_if_unsure": safety.verdict(technique, [], unsure=[precaution]).level,
            "reasons": [[rulings.place(r), r.demands] for r in verdict.reasons if r.precaution],
            "not_assessed": [demand for _, demand in verdict.not_assessed],
        }
    alone = safety.verdict(technique, [])
    return {
        "id": technique.id,
        "name": technique.name,
        "url": knowledge.url(technique),
        "caution": knowledge.banner(technique).caution,
        "performer": technique.performed_by,
        "positions": technique.position,
        "equipment": sorted({e.item for e in technique.equipment}),
        "touches_abdomen": any(knowledge.demands[id].touches_abdomen for id in technique.demands),
        "demands": technique.demands,
        "alternatives": technique.alternatives,
        "alone": {"level": alone.level, "reasons": [[rulings.place(reason), []] for reason in alone.reasons]},
        "verdicts": rows,
    }


def _precaution(precaution: Precaution, knowledge: Knowledge) -> dict[str, object]:
    return {
        "id": precaution.id,
        "kind": precaution.kind,
        "name": precaution.name,
        "also": precaution.also_called,
        "icd10": categories(precaution.icd10),
        "url": knowledge.url(precaution),
        "group": precaution.group,
        "ask": precaution.ask,
    }


def _red_flag(flag: RedFlag, knowledge: Knowledge) -> dict[str, object]:
    return {
        "id": flag.id,
        "kind": flag.kind,
        "name": flag.name,
        "also": flag.also_called,
        "icd10": [],
        "url": knowledge.url(flag),
        "ask": flag.ask,
        "urgency": flag.urgency,
        "do_now": prose.plain(flag.do_now),
        "say": prose.plain(flag.say),
        "do_not": [prose.plain(line) for line in flag.do_not],
    }


def _words(knowledge: Knowledge) -> dict[str, str]:
    """Return the labels of the vocabularies' words that the page shows."""
    techniques = knowledge.techniques.values()
    cautions = {knowledge.banner(t).caution: caution_label(knowledge.banner(t).caution) for t in techniques}
    plain: set[str] = {t.performed_by for t in techniques} | {p for t in techniques for p in t.position}
    plain |= {e.item for t in techniques for e in t.equipment}
    plain |= {f.urgency for f in knowledge.data.of(RedFlag).values()}
    return {word: label(word) for word in sorted(plain)} | dict(sorted(cautions.items()))
