"""How the content reads: its grade, and that it is written in our own words."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from statistics import fmean

import pytest
import textstat
import yaml
from small import ROOT

from macros import prose, site
from macros.fields_of import marked
from macros.handouts import Handouts
from macros.knowledge import Knowledge
from macros.model import Claim, Entity, Precaution, Question, RedFlag, Source, Technique
from macros.model.fields import ProseMark

EVIDENCE = ROOT.parent / "shared" / "evidence"
SEEDS = ROOT.parent / "shared" / "seeds"
GUIDES = ROOT / "docs" / "guides"
CLIENT_GUIDES = ["psoas-in-five-minutes", "self-care-week"]
RUN = 9


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return site.knowledge(ROOT / "data")


# Reading grade


def client_texts(entity: Entity) -> list[str]:
    """Return the text of `entity` that is written for clients."""
    match entity:
        case Technique(performed_by="self"):
            return [value for _, mark, value in marked(entity) if isinstance(mark, ProseMark)]
        case Claim():
            return [entity.tell_client]
        case Precaution():
            return [entity.summary, entity.ask, entity.for_client or ""]
        case RedFlag() | Question():
            return [value for _, mark, value in marked(entity) if isinstance(mark, ProseMark)]
        case _:
            return []


def grade(texts: list[str], left_out: re.Pattern[str]) -> float:
    """Return the Flesch-Kincaid grade of `texts`, without the words that the pages explain by link or tooltip."""
    sentences = []
    for text in texts:
        for line in re.split(r"\n\s*(?:- |\n)", text):
            plain = left_out.sub("it", prose.plain(line)).strip()
            if plain:
                sentences.append(plain if plain.endswith((".", "?", "!", ":")) else f"{plain}.")
    return float(textstat.flesch_kincaid_grade(" ".join(sentences)))


def explained(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what matches the anatomical names, which have pages, and the other names of their structures."""
    names = {name for s in knowledge.structures.values() for name in (s.name, *s.also_called)}
    ordered = sorted(map(re.escape, names | {"psoas", "iliopsoas", "hip flexors", "hip flexor"}), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(ordered)})\b", re.IGNORECASE)


def test_what_clients_read_is_easy_to_read(knowledge: Knowledge) -> None:
    names = explained(knowledge)
    grades = {
        f"{e.kind}/{e.id}": grade(texts, names) for e in knowledge.data.entities.values() if (texts := client_texts(e))
    }
    guides = {name: guide_text(GUIDES / f"{name}.md") for name in CLIENT_GUIDES}
    assert all(len(text.split()) > 400 for text in guides.values())
    grades |= {f"guide/{name}": grade([text], names) for name, text in guides.items()}
    worst = sorted(grades, key=lambda page: -grades[page])[:15]
    shown = "\n".join(f"{grades[page]:5.1f}  {page}" for page in worst)
    print(f"average {fmean(grades.values()):.1f} over {len(grades)} pages; the worst:\n{shown}")
    assert len(grades) > 150
    assert fmean(grades.values()) <= 8, shown
    assert max(grades.values()) <= 10, shown


def test_every_handout_is_easy_to_read(knowledge: Knowledge) -> None:
    names, handouts = explained(knowledge), Handouts(knowledge)
    grades = {f"{e.kind}/{e.id}": grade(handouts.texts(e), names) for e in handouts.all()}
    worst = sorted(grades, key=lambda page: -grades[page])[:10]
    shown = "\n".join(f"{grades[page]:5.1f}  {page}" for page in worst)
    print(f"average {fmean(grades.values()):.1f} over {len(grades)} handouts; the worst:\n{shown}")
    assert max(grades.values()) <= 8, shown


def guide_text(file: Path) -> str:
    """Return the text of a hand-written page without front matter, macros, HTML and headings."""
    text = file.read_text(encoding="utf-8").split("---\n", 2)[2]
    text = re.sub(r"""\{\{\s*link\([^{}]*?["']\s*,\s*["']([^"']+)["']\s*\)\s*\}\}""", r"\1", text)
    text = re.sub(r"""\{\{\s*link\(["']([^"']+)["']\)\s*\}\}""", lambda match: match[1].replace("-", " "), text)
    text = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]+>|\{:[^}]*\}", "", text, flags=re.DOTALL)
    text = re.sub(r"^#+ .*$|^\|.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)


# Our own words


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[start:] for start in range(RUN)), strict=False)


def unquoted(text: str) -> str:
    return re.sub(r"[\"“][^\"”]*[\"”]", " | ", text)


def test_no_sentence_is_taken_from_a_source(knowledge: Knowledge) -> None:
    if not EVIDENCE.is_dir():
        # In a clone by itself there is nothing to compare with; the sources' pages hold the recorded findings.
        origins = {s.id: [s.finding, s.limitations, s.sample or ""] for s in knowledge.sources.values()}
    else:
        origins = {
            fact["id"]: [fact["statement"]]
            for file in sorted(EVIDENCE.glob("facts-*.yaml"))
            for fact in yaml.safe_load(file.read_text(encoding="utf-8"))["facts"]
        }
        for source in yaml.safe_load((EVIDENCE / "sources.yaml").read_text(encoding="utf-8")):
            origins[source["id"]] = [str(source.get(key, "")) for key in ("finding", "further_findings", "limitations")]
        origins |= {file.name: [file.read_text(encoding="utf-8")] for file in SEEDS.glob("*.txt")}
    known: dict[tuple[str, ...], str] = {}
    for origin, texts in origins.items():
        for text in texts:
            for run in runs(text):
                known.setdefault(run, origin)
    shared: dict[str, set[str]] = defaultdict(set)
    for page, text in written(knowledge):
        for part in unquoted(text).split("|"):
            for run in runs(part):
                if run in known:
                    shared[f"{page} shares with {known[run]}"].add(" ".join(run))
    assert not shared, "\n".join(f"{page}: {sorted(found)[0]}" for page, found in sorted(shared.items()))


# The same step, sign or feeling is best said in the same words; and that nothing was found can be said in one way.
SAME_BY_NATURE = {"steps", "stop_signs", "expect", "signs", "do_now", "tell_client"}


def test_no_sentence_is_used_twice(knowledge: Knowledge) -> None:
    places: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for page, text in written(knowledge, SAME_BY_NATURE):
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            said = tuple(words(sentence))
            if len(said) >= RUN and "source found" not in sentence and "no study" not in sentence:
                places[said].add(page)
    twice = {" ".join(said): sorted(pages) for said, pages in places.items() if len(pages) > 1}
    assert not twice, "\n".join(f"{', '.join(pages)}: {said}" for said, pages in sorted(twice.items()))


def written(knowledge: Knowledge, without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield (page, plain text) of all that was written for the site but the sources' notes and the fields `without`."""
    for entity in knowledge.data.entities.values():
        if isinstance(entity, Source):
            continue
        for loc, mark, value in marked(entity):
            if isinstance(mark, ProseMark) and loc[0] not in without:
                for paragraph in re.split(r"\n\s*(?:- |\n)", value):
                    yield f"{entity.kind}/{entity.id}", prose.plain(paragraph)
    for guide in sorted(GUIDES.glob("*.md")):
        yield f"guide/{guide.stem}", guide_text(guide)


def test_words_that_frighten_or_promise_stand_only_where_they_are_quoted(knowledge: Knowledge) -> None:
    loud = re.compile(r"\b(?:dangerous|deadly|toxins?|miracle|cures?|guaranteed)\b", re.IGNORECASE)
    found = [
        f"{page}: {match[0]}"
        for page, text in written(knowledge)
        for match in loud.finditer(unquoted(text))
        if not page.startswith(("claim/", "question/", "guide/talking", "guide/reading"))
    ]
    assert not found, "\n".join(found)


def test_every_entry_is_named_by_another(knowledge: Knowledge) -> None:
    assert [f"{entity.kind}/{entity.id}" for entity in knowledge.unlinked()] == []
