"""What the home plan (`/plan/`) knows of each self-care technique. Its verdicts are those of the checker's table."""

from dataclasses import asdict

from . import holds, prose
from .knowledge import Knowledge
from .labels import label
from .model import Technique

PATH = "plan/table.json"
FORMAT = 1
"""Changes when the page of an older site could not read the table."""


def table(knowledge: Knowledge) -> dict[str, object]:
    """Return all self-care techniques as plain text, those that nobody should do among them: a link may name one."""
    techniques = [t for t in knowledge.of("technique") if isinstance(t, Technique) and t.performed_by == "self"]
    return {
        "format": FORMAT,
        "version": knowledge.version,
        "items": [_item(t, knowledge) for t in techniques],
    }


def _item(technique: Technique, knowledge: Knowledge) -> dict[str, object]:
    banner = knowledge.banner(technique)
    parsed = [holds.parse(step.hold) if step.hold else None for step in technique.steps]
    return {
        "id": technique.id,
        "name": technique.name,
        "also": technique.also_called,
        "url": knowledge.url(technique),
        "short": knowledge.short(technique),
        "type": label(technique.type),
        "summary": prose.plain(technique.summary),
        "equipment": [item.words for item in technique.equipment],
        "time": technique.time,
        "dose": prose.plain(technique.dose),
        "preset": asdict(holds.usual([hold for hold in parsed if hold])),
        "steps": [
            {
                "do": prose.plain(step.do),
                "cue": prose.plain(step.cue) if step.cue else None,
                "hold": step.hold,
                "timer": asdict(hold) if hold else None,
            }
            for step, hold in zip(technique.steps, parsed, strict=True)
        ],
        "no_steps": prose.plain(technique.no_steps) if technique.no_steps else None,
        "expect": [prose.plain(line) for line in technique.expect],
        "stop_signs": [prose.plain(line) for line in technique.stop_signs],
        "advised_against": prose.plain(technique.advised_against) if technique.advised_against else None,
        "figure": {"file": technique.figure.file, "alt": technique.figure.alt} if technique.figure else None,
        "banner": {
            "id": banner.id,
            "caution": banner.caution,
            "title": banner.name,
            "about": prose.plain(banner.about),
            "stop": prose.plain(banner.stop),
        },
    }
