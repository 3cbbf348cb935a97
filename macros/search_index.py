"""The search index: every entry's names, and the words of its text with a weight, for the page's own search.

Names stand in it as they are written; the browser folds, stems and forgives typing errors (docs/assets/javascripts/
search/). The text is weighed here by the part of BM25 that does not depend on the query (Robertson and Zaragoza's
formula with its customary k1 = 1.2, b = 0.75), so that a phone has little to compute.
"""

import re
import unicodedata
from collections import Counter, defaultdict

from . import prose
from .checker import categories
from .fields_of import marked
from .guides import Guide
from .knowledge import Knowledge
from .labels import caution_label, label
from .model import Condition, Entity, PageEntity, Precaution, Source, Technique, Term
from .model.fields import ProseMark
from .vocabulary import CAUTIONS

PATH = "search/index.json"
GUIDE = "guide"
FORM = "form"

K1, B = 1.2, 0.75
LEADING_WEIGHT = 3
"""How many times a word of the summary, the question or a sign counts."""
TOO_COMMON = 0.4
"""A word in more than this share of the entries tells none of them from another."""


def index(knowledge: Knowledge) -> dict[str, object]:
    """Return the index: `entries` in order, and for each word of their text pairs of (distance to the next, weight)."""
    entities = sorted(
        (e for e in knowledge.data.entities.values() if e.section), key=lambda e: (e.kind, e.name.lower(), e.id)
    )
    pages = [(GUIDE, guide) for guide in knowledge.guides] + [(FORM, form) for form in knowledge.forms]
    return {
        "kinds": {e.kind: label(e.kind) for e in entities} | {GUIDE: label(GUIDE), FORM: label(FORM)},
        "cautions": {caution: caution_label(caution) for caution in CAUTIONS},
        "entries": [_entry(e, knowledge) for e in entities] + [_page_entry(*page) for page in pages],
        "words": weights([_counts(_texts(e)) for e in entities] + [_counts(_page_texts(p)) for _, p in pages]),
    }


def _entry(entity: Entity, knowledge: Knowledge) -> list[object]:
    """Return kind, name, address, other names, a line that tells what it is, and a technique's caution."""
    also = list(entity.also_called)
    if isinstance(entity, Precaution | Condition):
        also += categories(entity.icd10)
    line = entity.csl.title if isinstance(entity, Source) else prose.plain(getattr(entity, "summary", ""))
    if isinstance(entity, Term):
        line = entity.tooltip
    caution = [knowledge.banner(entity).caution] if isinstance(entity, Technique) else []
    return [entity.kind, entity.name, knowledge.url(entity), also, line, *caution]


def _page_entry(kind: str, page: Guide) -> list[object]:
    return [kind, page.title, page.url, list(page.also_called), page.description]


def _page_texts(page: Guide) -> list[tuple[str, int]]:
    return [(page.description, LEADING_WEIGHT), (page.text, 1)]


def _counts(texts: list[tuple[str, int]]) -> Counter[str]:
    """Return how often each word stands in the texts, as often as the text weighs."""
    found: Counter[str] = Counter()
    for words, weight in texts:
        for word in folded(words):
            found[word] += weight
    return found


def _texts(entity: Entity) -> list[tuple[str, int]]:
    if isinstance(entity, Source):
        csl = entity.csl
        names = " ".join(f"{a.family or ''} {a.literal or ''}" for a in csl.author)
        return [
            (f"{names} {csl.issued or ''} {csl.container_title or ''} {csl.DOI or ''} {csl.PMID or ''}", 1),
            (csl.title, 2),
        ]
    found = [(getattr(entity, name), LEADING_WEIGHT) for name in ("ask", "tooltip") if hasattr(entity, name)]
    for loc, mark, value in marked(entity):
        if isinstance(mark, ProseMark):
            leading = loc[0] == "summary" or (isinstance(entity, PageEntity) and loc[0] == "signs")
            found.append((prose.plain(value), LEADING_WEIGHT if leading else 1))
    return found


def folded(text: str) -> list[str]:
    """Return the words of `text` without case, accents and apostrophes, as the browser's `fold` does."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", re.sub("['’]", "", bare).lower())


def weights(counts: list[Counter[str]]) -> dict[str, list[int]]:
    """Return for each word a flat list of pairs: how many entries further on it stands, and its weight there, 1 to 22.

    The weight is ten times BM25's saturated frequency, tf·(k1+1) / (tf + k1·(1 − b + b·length/average)).
    """
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / max(1, len(lengths)) or 1
    found: dict[str, list[int]] = defaultdict(list)
    last: dict[str, int] = {}
    for place, (count, length) in enumerate(zip(counts, lengths, strict=True)):
        for word, times in count.items():
            weight = times * (K1 + 1) / (times + K1 * (1 - B + B * length / average))
            found[word] += [place - last.get(word, 0), max(1, round(10 * weight))]
            last[word] = place
    common = TOO_COMMON * len(counts)
    return {word: pairs for word, pairs in sorted(found.items()) if len(pairs) / 2 <= max(3, common)}
