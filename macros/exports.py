"""What the site offers to scripts, its own among them, as JSON."""

import json
from collections.abc import Iterator

from . import checker, plan, prose, search_index
from .knowledge import Knowledge
from .model import PageEntity
from .safety import Reason, Verdict
from .vocabulary import LEVELS

API = "api/v1"


def generate(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Yield (path, content) of every exported file."""
    yield f"{API}/matrix.json", _json(matrix(knowledge))
    yield f"{API}/entries.json", _json(entries(knowledge))
    yield checker.PATH, _compact(checker.table(knowledge))
    yield plan.PATH, _compact(plan.table(knowledge))
    yield search_index.PATH, _compact(search_index.index(knowledge))


def matrix(knowledge: Knowledge) -> dict[str, object]:
    """Return the verdict of every technique for every single precaution.

    Combine several precautions by taking the worst level, in the order of `levels`. A pair that is not listed was not
    assessed.
    """
    verdicts: dict[str, dict[str, object]] = {id: {} for id in sorted(knowledge.techniques)}
    for (technique, precaution), verdict in sorted(knowledge.verdicts.items()):
        verdicts[technique][precaution] = _verdict(verdict)
    return {
        "license": "CC BY 4.0",
        "version": knowledge.version,
        "reviewed_by_a_clinician": False,
        "levels": LEVELS,
        "verdicts": verdicts,
    }


def entries(knowledge: Knowledge) -> list[dict[str, object]]:
    """Return every entry that has a page: kind, id, name, other names, summary and address."""
    found = [e for e in knowledge.data.entities.values() if isinstance(e, PageEntity)]
    return [
        {
            "kind": entity.kind,
            "id": entity.id,
            "name": entity.name,
            "also_called": entity.also_called,
            "summary": prose.plain(entity.summary),
            "url": knowledge.url(entity),
            "reviewed": entity.reviewed.isoformat(),
        }
        for entity in sorted(found, key=lambda e: (e.kind, e.id))
    ]


def _verdict(verdict: Verdict) -> dict[str, object]:
    return {
        "level": verdict.level,
        "reasons": [_reason(reason) for reason in verdict.reasons],
        "not_assessed": [demand for _, demand in verdict.not_assessed],
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "level": reason.level,
        "demands": reason.demands,
        "reason": prose.plain(reason.reason),
        "change": prose.plain(reason.change) if reason.change else None,
        "basis": reason.basis,
        "sources": reason.sources,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
