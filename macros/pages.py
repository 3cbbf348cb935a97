"""The generated pages: one for each entity and an index for each kind, as front matter and one template include."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from . import markdown, prose
from .handouts import SECTION, Handouts
from .knowledge import Knowledge
from .labels import label
from .model import KINDS, Entity, RedFlag, Source, Term

INDEX_TITLES: dict[str, str] = {
    "technique": "Techniques",
    "precaution": "Precautions",
    "structure": "Anatomy",
    "claim": "Claims",
    "condition": "Conditions",
    "red-flag": "Red flags",
    "assessment": "Assessments",
    "question": "Questions",
    "term": "Glossary",
    "source": "Sources",
    "demand": "Demands",
}

LETTERS = "forms/referral"
"""The folder of the referral letters, one for each red flag."""

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # many times as fast, where the package has it


@dataclass(frozen=True)
class GeneratedPage:
    """A page to be made: its path under docs/, its Markdown, and the file in the repository that it is made from."""

    path: str
    content: str
    made_from: str


def generate(knowledge: Knowledge) -> Iterator[GeneratedPage]:
    """Yield every generated page of the site."""
    for kind, title in INDEX_TITLES.items():
        section = KINDS[kind].section
        yield GeneratedPage(
            f"{section}/index.md",
            _page(f"index/{kind}.md", {"title": title, "hide": ["toc"]}),
            f"templates/index/{kind}.md",
        )
        for entity in knowledge.of(kind):
            if not isinstance(entity, Term):
                yield GeneratedPage(
                    knowledge.path(entity), _entity_page(entity, knowledge), f"data/{kind}/{entity.id}.yaml"
                )
    for flag in knowledge.of(RedFlag.kind):
        yield GeneratedPage(letter_path(flag), _letter(flag), f"data/{flag.kind}/{flag.id}.yaml")
    yield from _handouts(knowledge)


def _handouts(knowledge: Knowledge) -> Iterator[GeneratedPage]:
    handouts = Handouts(knowledge)
    index: dict[str, object] = {"title": "Handouts", "description": "One page each to print.", "hide": ["toc"]}
    yield GeneratedPage(f"{SECTION}/index.md", _page("index/handout.md", index), "templates/index/handout.md")
    for entity in handouts.all():
        front: dict[str, object] = {
            "template": "sheet.html",
            "title": f"{markdown.text(entity.name)} (handout)",
            "description": f"{label(entity.kind)}, one page to print. {markdown.text(prose.plain(entity.summary))}",
            "handout": f"{entity.kind}/{entity.id}",
            "size": handouts.size(entity),
        }
        made_from = f"data/{entity.kind}/{entity.id}.yaml"
        yield GeneratedPage(handouts.path(entity), _page(f"handout/{entity.kind}.md", front), made_from)


def letter_path(flag: Entity) -> str:
    """Return the Markdown path under docs/ of the referral letter for a red flag."""
    return f"{LETTERS}/{flag.id}.md"


def _letter(flag: Entity) -> str:
    name = markdown.text(flag.name)
    front: dict[str, object] = {
        "title": f"Referral letter: {name}",
        "description": f"A letter to print when a session is stopped for this red flag: {name}.",
        "template": "sheet.html",
        "entity": f"{flag.kind}/{flag.id}",
    }
    return _page("form/letter.md", front)


def _entity_page(entity: Entity, knowledge: Knowledge) -> str:
    summary = entity.csl.title if isinstance(entity, Source) else prose.plain(getattr(entity, "summary", ""))
    front: dict[str, object] = {
        "title": markdown.text(entity.name),
        "description": markdown.text(summary),
        "entity": f"{entity.kind}/{entity.id}",
        "short": knowledge.short(entity),
        "kind": label(entity.kind),
        "section": entity.section,
        "section_title": INDEX_TITLES[entity.kind],
    }
    if entity.also_called:
        front["tags"] = [markdown.text(name) for name in entity.also_called]  # synonyms for the search index
    return _page(f"{entity.kind}.md", front)


def _page(template: str, front: dict[str, object]) -> str:
    head = yaml.dump(front, Dumper=_DUMPER, sort_keys=False, allow_unicode=True)
    return f'---\n{head}---\n{{% include "{template}" %}}\n'
