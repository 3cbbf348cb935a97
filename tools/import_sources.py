"""Write data/source/<id>.yaml for every source that is cited and has no file yet, from an evidence bank.

usage: python tools/import_sources.py BANK.yaml

The bank is a YAML list of CSL fields with design, sample, finding, limitations, standing, link and read. Fields are
taken as recorded; British spelling in the recorded notes (never in a title) is turned into US spelling. Records marked
`cite: false` are refused.
"""

import re
import sys
from pathlib import Path
from string import ascii_lowercase

import yaml

CSL = [
    "type",
    "title",
    "author",
    "issued",
    "container-title",
    "publisher",
    "volume",
    "issue",
    "page",
    "DOI",
    "PMID",
    "PMCID",
]
US = {
    "aemat": "emat", "aemorrh": "emorrh", "anaem": "anem", "oedema": "edema", "oesoph": "esoph",
    "oestro": "estro", "caecum": "cecum", "caesarean": "cesarean", "gynaec": "gynec", "paed": "ped",
    "orthopaed": "orthoped", "foetus": "fetus", "foetal": "fetal", "diarrhoea": "diarrhea", "ischaem": "ischem",
    "anaesth": "anesth", "haemo": "hemo", "tumour": "tumor", "labour": "labor", "colour": "color",
    "behaviour": "behavior", "favour": "favor", "neighbour": "neighbor", "centre": "center", "fibre": "fiber",
    "metre": "meter", "randomis": "randomiz", "standardis": "standardiz", "mobilis": "mobiliz",
    "localis": "localiz", "generalis": "generaliz", "summaris": "summariz", "recognis": "recogniz",
    "organis": "organiz", "emphasis": "emphasis", "embolis": "emboliz", "embolizm": "embolism",
    "hospitalis": "hospitaliz", "visualis": "visualiz", "programme": "program", "practise": "practice",
    "judgement": "judgment", "grey": "gray", "paralys": "paralyz", "paralyzis": "paralysis",
    "analysed": "analyzed", "analysing": "analyzing", "leucocyt": "leukocyt", "sceptic": "skeptic",
    "paraesthe": "paresthe", "lymphoedema": "lymphedema", "ageing": "aging", "travell": "travel",
    "labell": "label", "modell": "model", "mineralizd": "mineralized",
}  # fmt: skip
CITED = re.compile(r"@([a-z0-9]+(?:-[a-z0-9]+)*)")


def american(text: str) -> str:
    """Return `text` with British spellings of the kind found in the bank turned into US spelling."""
    for british, us in US.items():
        text = re.sub(british, us, text)
        text = re.sub(british.capitalize(), us.capitalize(), text)
    return text


def cited_ids(data: Path, docs: Path) -> set[str]:
    """Return the ids cited in prose or listed under `sources:` anywhere in `data`, or cited in the pages of `docs`."""
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if key == "sources":
                    found.update(str(s) for s in item or [])
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)
        elif isinstance(value, str):
            for group in re.findall(r"\[(@[^\]]+)\]", value):
                found.update(CITED.findall(group))

    for file in data.glob("*/*.yaml"):
        if file.parent.name != "source":
            try:
                walk(yaml.safe_load(file.read_text()))
            except yaml.YAMLError:
                print(f"{file}: not read, not valid YAML", file=sys.stderr)
    for page in docs.rglob("*.md"):
        for arguments in re.findall(r"cite\(([^)]*)\)", page.read_text()):
            found.update(re.findall(r"[\"']([a-z0-9-]+)[\"']", arguments))
    return found


def short_reference(record: dict[str, object]) -> str:
    """Return author and year as in 'Otsudo et al. 2018', or a shortened title for a record without author."""
    authors = record.get("author") or []
    names = [a.get("family") or a.get("literal") or "" for a in authors]  # type: ignore[attr-defined]
    if not names:
        who = " ".join(str(record["title"]).strip("[]").split()[:6]).rstrip(":,;.")
    elif len(names) == 2:
        who = " and ".join(names)
    else:
        who = names[0] + (" et al." if len(names) > 2 else "")
    year = str(record.get("issued") or "")[:4]
    return f"{who} {year}".strip()


def free_name(name: str, title: str, taken: set[str]) -> str:
    """Return `name`, or what tells it apart from those taken: a letter after the year, else words of the title."""
    if name not in taken and f"{name}a" not in taken:
        return name
    if name[-4:].isdigit():
        return next(f"{name}{letter}" for letter in ascii_lowercase if f"{name}{letter}" not in taken)
    return f"{name}: {' '.join(title.strip('[]').split()[:6]).rstrip(':,;.')}"


def as_entity(record: dict[str, object]) -> dict[str, object]:
    """Return the fields of a source entity for one record of the bank."""
    csl = {key: record[key] for key in CSL if record.get(key)}
    csl = {key: value if isinstance(value, list) else str(value) for key, value in csl.items()}
    entity: dict[str, object] = {"name": short_reference(record), "csl": csl}
    for key in ("standing", "design", "sample", "finding", "limitations", "read", "link"):
        if record.get(key):
            text = str(record[key])
            entity[key] = american(text) if key in ("sample", "finding", "limitations") else text
    return entity


def main(bank_file: str) -> int:
    bank = {r["id"]: r for r in yaml.load(Path(bank_file).read_text(), Loader=yaml.CSafeLoader)}
    folder = Path("data/source")
    folder.mkdir(exist_ok=True)
    taken = {str(yaml.load(file.read_text(), Loader=yaml.CSafeLoader)["name"]) for file in folder.glob("*.yaml")}
    failed = 0
    for id in sorted(cited_ids(Path("data"), Path("docs"))):
        file = folder / f"{id}.yaml"
        if file.exists():
            continue
        record = bank.get(id)
        if record is None:
            print(f"not in the evidence bank: {id}", file=sys.stderr)
            failed += 1
        elif record.get("cite") is False:
            print(f"not to be cited: {id}: {record.get('why')}", file=sys.stderr)
            failed += 1
        else:
            head = "# yaml-language-server: $schema=../schema/source.json\n"
            entity = as_entity(record)
            entity["name"] = free_name(str(entity["name"]), str(record["title"]), taken)
            taken.add(str(entity["name"]))
            body = yaml.safe_dump(entity, sort_keys=False, allow_unicode=True, width=118)
            temporary = file.with_suffix(".tmp")
            temporary.write_text(head + body)
            temporary.replace(file)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
