"""Count which facts of the evidence bank the data tells, and why the others are left out.

    python tools/count_facts.py EVIDENCE [--list]

A fact counts as told by an entry when texts of the entry that cite one of the fact's sources hold at least
`SHARE` of the fact's words of weight. That is a measure, not a proof: the words can stand there and say something else.
What a reader found of the others stands in report/left-out.yaml: told in other words, or left out, and why. Writes
report/facts.yaml; `--list` also prints the facts that nothing tells and no reason explains.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from macros import guides, prose, site
from macros.fields_of import marked
from macros.knowledge import Knowledge
from macros.model import Precaution
from macros.model.fields import ProseMark
from macros.report import FACTS_FILE

SHARE = 0.4
LEFT_OUT = Path("report", "left-out.yaml")
IN_OTHER_WORDS = "Told in other words."
NOT_CITABLE = "None of its sources may be cited."
NOT_TOLD = "No entry tells it in these words: another fact says the same, or it lies off the topics of the entries."

_WORD = re.compile(r"[a-z]{5,}|\d+(?:[.,]\d+)?")
_ENDINGS = re.compile(r"(ations?|ings?|ed|es|s|ally|ly|al|ic|ive|ous|ment|ness)$")


def weight_words(text: str) -> set[str]:
    """Return the stems of the words of weight in `text`, and its numbers."""
    words = _WORD.findall(text.lower().replace("ae", "e").replace("our", "or"))
    return {_ENDINGS.sub("", word)[:7] for word in words}


def texts_by_source(knowledge: Knowledge, folder: Path) -> dict[str, dict[str, set[str]]]:
    """Return for each source, by the page that cites it, the words of weight of all the texts there that do."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entity in knowledge.data.entities.values():
        page = f"{entity.kind}/{entity.id}"
        context = weight_words(f"{entity.name} {' '.join(entity.also_called)}")
        for _, mark, value in marked(entity):
            if isinstance(mark, ProseMark):
                for source in prose.cited(value):
                    found[source][page] |= context | weight_words(prose.plain(value))
        for rule in entity.rules if isinstance(entity, Precaution) else ():
            for source in rule.sources:
                found[source][page] |= context | weight_words(prose.plain(f"{rule.reason} {rule.change or ''}"))
    for guide in sorted(folder.glob("*.md")):
        for paragraph in guide.read_text(encoding="utf-8").split("\n\n"):
            for source in guides.cited(paragraph):
                found[source][f"guide/{guide.stem}"] |= weight_words(paragraph)
    return found


def tells_identifiers(fact: dict[str, Any], knowledge: Knowledge) -> bool:
    """Tell whether `fact` lists identifiers of a structure that a page gives."""
    given = {id for s in knowledge.structures.values() for id in s.identifiers.model_dump(exclude_none=True).values()}
    return fact["statement"].startswith("Identifiers") and any(
        re.search(rf"\b{re.escape(id)}\b", fact["statement"]) for id in given
    )


def told_by(fact: dict[str, Any], texts: dict[str, dict[str, set[str]]]) -> str | None:
    """Return the page that tells `fact`, or None."""
    wanted = weight_words(fact["statement"])
    shares: dict[str, set[str]] = defaultdict(set)
    for source in fact["sources"]:
        for page, words in texts.get(source, {}).items():
            shares[page] |= wanted & words
    best = max(shares, key=lambda page: len(shares[page]), default=None)
    return best if best and len(shares[best]) >= SHARE * len(wanted) else None


def main() -> int:
    """Count, write, and tell what is left over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evidence", type=Path)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    facts = [f for file in sorted(options.evidence.glob("facts-*.yaml")) for f in _yaml(file)["facts"]]
    sources = {s["id"]: s for s in _yaml(options.evidence / "sources.yaml")}
    reasons = {id: item["why"] for item in _yaml(LEFT_OUT) for id in item["facts"]}
    unknown = sorted(set(reasons) - {fact["id"] for fact in facts})
    if unknown:
        print(*(f"{LEFT_OUT}:1: no such fact: `{id}`" for id in unknown), sep="\n", file=sys.stderr)
        return 1
    knowledge = site.knowledge(Path("data"))
    texts = texts_by_source(knowledge, Path("docs", "guides"))
    left_out: Counter[str] = Counter()
    for fact in facts:
        if fact["id"] in reasons:
            left_out[reasons[fact["id"]]] += 1
        elif not (told_by(fact, texts) or tells_identifiers(fact, knowledge)):
            citable = any(sources[id].get("cite", True) for id in fact["sources"])
            left_out[NOT_TOLD if citable else NOT_CITABLE] += 1
            if options.list and citable:
                print(f"{fact['id']} ({fact['about']}): {fact['statement']} {fact['sources']}")
    in_other_words = left_out.pop(IN_OTHER_WORDS, 0)
    counted = {
        "total": len(facts),
        "told": len(facts) - left_out.total() - in_other_words,
        "told_in_other_words": in_other_words,
        "left_out": [{"why": why, "facts": number} for why, number in left_out.most_common()],
    }
    FACTS_FILE.write_text(yaml.safe_dump(counted, sort_keys=False, width=120), encoding="utf-8")
    return 0


def _yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
