"""A small, whole project for tests: one or two entries of every kind, and the means to build it."""

import copy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
Fields = dict[str, Any]
Entries = dict[str, dict[str, Fields]]

_PAGE: Fields = {"summary": "A summary.", "reviewed": "2026-11-01"}
_TECHNIQUE: Fields = {
    **_PAGE,
    "type": "manual",
    "performed_by": "therapist",
    "position": ["supine"],
    "targets": ["psoas"],
    "pressure": "moderate",
    "training": "Some.",
    "time": "5 minutes",
    "dose": "No source found.",
    "how_taught": "Taught in a book [@book-2001].",
    "steps": [{"do": "Wait.", "cue": "Breathe.", "hold": "10 seconds"}, {"do": "Press lightly."}],
    "expect": ["Warmth."],
    "stop_signs": ["Pain."],
    "evidence": [{"statement": "One trial [@trial-2020].", "certainty": "low", "why": "One small trial."}],
}

ENTRIES: Entries = {
    "demand": {
        "deep-pressure": {
            "name": "Deep pressure",
            **_PAGE,
            "touches_abdomen": True,
            "exposes": [{"structure": "aorta", "why": "It lies there [@book-2001]."}],
        },
        "lying": {"name": "Lying", **_PAGE, "touches_abdomen": False, "exposes_nothing": "No source found."},
    },
    "structure": {
        id: {
            "name": id.capitalize(),
            **_PAGE,
            "type": kind,
            "where": "In the middle [@book-2001].",
            "does": "It works [@book-2001].",
            "landmarks": [{"description": "The navel [@book-2001].", "certainty": "low"}],
            "relation_to_psoas": "Near it [@book-2001].",
            "pressing": "No source found.",
            "identifiers": {"uberon": "UBERON:0000001"},
        }
        for id, kind in (("psoas", "muscle"), ("aorta", "artery"))
    },
    "technique": {
        "press": {
            "name": "Press",
            **_TECHNIQUE,
            "demands": ["deep-pressure", "lying"],
            "alternatives": ["rest"],
            "also_called": ["pressing"],
        },
        "rest": {"name": "Rest", **_TECHNIQUE, "demands": ["lying"], "performed_by": "self", "type": "breathing"},
        "spike": {
            "name": "Spike",
            **{k: v for k, v in _TECHNIQUE.items() if k not in ("steps", "how_taught")},
            "demands": ["deep-pressure"],
            "advised_against": "It is not wise (practice opinion).",
            "no_steps": "Nobody should do it (practice opinion).",
        },
    },
    "precaution": {
        "aneurysm": {
            "name": "Aneurysm",
            **_PAGE,
            "also_called": ["AAA"],
            "formerly": ["wide-aorta"],
            "group": "vessels-and-heart",
            "ask": "Have you an aneurysm?",
            "why": "The [aorta][aorta] is wide [@book-2001].",
            "do_instead": "Offer [rest][rest].",
            "refer": "At once (practice opinion).",
            "rules": [
                {
                    "demands": ["deep-pressure"],
                    "level": "avoid",
                    "reason": "It may tear.",
                    "basis": "guideline",
                    "sources": ["book-2001"],
                },
                {"demands": ["lying"], "level": "none", "reason": "Nothing found.", "basis": "none-found"},
            ],
            "structures": ["aorta"],
            "red_flags": ["rupture"],
            "icd10": ["I71.4"],
        },
        "meal": {
            "name": "Full meal",
            **_PAGE,
            "group": "situation",
            "ask": "Have you just eaten?",
            "why": "It is unpleasant (practice opinion).",
            "do_instead": "Wait.",
            "refer": "No source found.",
            "rules": [
                {
                    "demands": ["deep-pressure"],
                    "level": "adapt",
                    "reason": "It presses.",
                    "change": "Wait two hours.",
                    "basis": "precautionary",
                }
            ],
            "not_assessed": ["lying"],
        },
    },
    "claim": {
        "soul": {
            "name": "It is the soul",
            **_PAGE,
            "verdict": "unsupported",
            "verdict_in_words": "No source found.",
            "certainty": "low",
            "certainty_why": "Nobody looked.",
            "who_says_it": "A book [@book-2001].",
            "evidence_for": ["No source found."],
            "evidence_against": ["One trial [@trial-2020; @book-2001]."],
            "tell_client": "Nobody knows.",
        }
    },
    "condition": {
        "strain": {
            "name": "Strain",
            **_PAGE,
            "what": "A strain [@book-2001].",
            "signs": ["Pain [@book-2001]."],
            "how_common": "No source found.",
            "helps": [{"statement": "Rest [@trial-2020].", "certainty": "none", "why": "Untested."}],
            "bodywork": "Wait (practice opinion).",
            "structures": ["psoas"],
            "assessments": ["test"],
            "precautions": ["meal"],
            "red_flags": ["rupture"],
            "icd10": ["S39"],
        }
    },
    "red-flag": {
        "rupture": {
            "name": "Rupture",
            **_PAGE,
            "urgency": "emergency-now",
            "ask": "Sudden pain?",
            "signs": ["Sudden pain [@book-2001]."],
            "why": "It kills [@book-2001].",
            "do_now": "Call the emergency number.",
            "say": "Lie still.",
            "do_not": ["Do not press."],
            "structures": ["aorta"],
            "precautions": ["aneurysm"],
        }
    },
    "assessment": {
        "test": {
            "name": "Test",
            **_PAGE,
            "used_for": "Pain [@book-2001].",
            "how_done": "By lying [@book-2001].",
            "reading": "Pain means pain (practice opinion).",
            "accuracy": [{"statement": "No source found.", "certainty": "none"}],
            "limits": "No source found.",
            "demands": ["lying"],
            "structures": ["psoas"],
        }
    },
    "question": {"why": {"name": "Why?", **_PAGE, "asked_by": "client", "answer": "Because [@book-2001]."}},
    "term": {"supine": {"name": "Supine", **_PAGE, "tooltip": "On the back", "see": "psoas", "also_called": ["SUP"]}},
    "source": {
        "book-2001": {
            "name": "Book 2001",
            "csl": {"type": "book", "title": "A book", "author": [{"family": "Doe", "given": "Jo"}], "issued": "2001"},
            "standing": "reference",
            "design": "textbook",
            "finding": "It says much.",
            "limitations": "It is old.",
            "read": "excerpt",
            "link": "https://example.org/book",
        },
        "trial-2020": {
            "name": "Trial 2020",
            "csl": {
                "type": "article-journal",
                "title": "A trial",
                "issued": "2020-10-03",
                "container-title": "A Journal",
                "DOI": "10.1000/x",
                "PMID": "123",
            },
            "standing": "peer-reviewed",
            "design": "randomised-trial",
            "sample": "20 people",
            "finding": "Nothing changed.",
            "limitations": "It is small.",
            "read": "abstract",
        },
    },
    "banner": {
        id: {"name": name, "rank": rank, "caution": caution, "when": when, "about": about, "stop": "Stop for pain."}
        for id, name, rank, caution, when, about in (
            ("no", "Do not", 9, "advised-against", {"advised_against": True}, "Not advised (practice opinion)."),
            ("deep", "Deep", 5, "high", {"demands": ["deep-pressure"]}, "It presses deep [@book-2001]."),
            ("mild", "Mild", 0, "low", {}, "It is mild (practice opinion)."),
        )
    },
}


def entries() -> Entries:
    """Return a copy of the small project's entries, free to be changed."""
    return copy.deepcopy(ENTRIES)


GUIDES = {
    "index.md": "# Guides\n",
    "without-touching-the-belly.md": """---
title: A start
description: How to start.
order: 1
---

# A start

Start {{ cite("book-2001") }}.

{% include "partials/references.md" %}
""",
}


def write_data(root: Path, data: Entries) -> None:
    """Write `data` as files under root/data/."""
    for kind, items in data.items():
        for id, fields in items.items():
            file = root / "data" / kind / f"{id}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yaml.safe_dump(fields, sort_keys=False, allow_unicode=True), encoding="utf-8")


def project(root: Path, data: Entries | None = None) -> Path:
    """Make a project at `root`: the real code, templates, theme and pages, with small data."""
    root.mkdir(parents=True, exist_ok=True)
    for name in ("macros", "templates", "overrides", "docs", "report"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "docs/about.md").write_text("# About\n", encoding="utf-8")
    shutil.rmtree(root / "docs/guides", ignore_errors=True)
    for name, text in GUIDES.items():
        file = root / "docs/guides" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    write_data(root, ENTRIES if data is None else data)
    return root


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m macros <command>` in the project and return what it printed and its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "macros", *command], cwd=root, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done
