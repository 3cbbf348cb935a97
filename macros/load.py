"""Read data/ into entities, with every problem of form: YAML, fields, values, ids."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from .model import KINDS, Entity
from .problems import Problem, meant
from .yaml_lines import Document, Loc, read

SCHEMAS = "schema"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True)
class Data:
    """All entities that could be read, where each was written, and what was wrong on the way."""

    root: Path
    entities: dict[tuple[str, str], Entity]
    documents: dict[tuple[str, str], Document]
    problems: tuple[Problem, ...]

    def of(self, model: type[E]) -> dict[str, E]:
        """Return the entities of one kind by id, in order of id."""
        return {
            id: entity
            for (kind, id), entity in self.entities.items()
            if kind == model.kind and isinstance(entity, model)
        }

    @cached_property
    def known_ids(self) -> frozenset[tuple[str, str]]:
        """The (kind, id) of every file, also of those that could not be read."""
        return frozenset(self.documents)

    def problem(self, entity: Entity, loc: Loc, message: str) -> Problem:
        """Return a problem at the place `loc` of `entity`'s file."""
        document = self.documents[(entity.kind, entity.id)]
        return Problem(document.file, document.line(loc), message)


def load(root: Path) -> Data:
    """Read every entity under `root` (the data/ folder). Problems are returned, never raised."""
    entities: dict[tuple[str, str], Entity] = {}
    documents: dict[tuple[str, str], Document] = {}
    problems: list[Problem] = []
    shown_root = Path(root.name)
    folders = sorted(p for p in root.iterdir() if p.is_dir() and p.name != SCHEMAS) if root.is_dir() else []
    if not folders:
        problems.append(Problem(shown_root, 1, "no data found"))
    problems += [
        Problem(Path(root.name, p.name), 1, "a file outside the folders of kinds") for p in sorted(root.glob("*.y*ml"))
    ]
    for folder in folders:
        model = KINDS.get(folder.name)
        if model is None:
            problems.append(
                Problem(shown_root / folder.name, 1, f"no such kind: `{folder.name}`{meant(folder.name, KINDS)}")
            )
            continue
        for file in sorted(folder.iterdir()):
            shown = shown_root / folder.name / file.name
            if file.suffix != ".yaml":
                problems.append(Problem(shown, 1, "expected a file named <id>.yaml"))
                continue
            if not _ID.fullmatch(file.stem):
                problems.append(Problem(shown, 1, "an id is made of a-z, 0-9 and single hyphens"))
            document = read(file, shown)
            documents[(model.kind, file.stem)] = document
            problems += document.problems
            if document.value is None:
                continue
            if "id" in document.value:
                problems.append(Problem(shown, document.line(("id",)), "unknown field `id`: the file's name is the id"))
            try:
                entity = model.model_validate({**document.value, "id": file.stem})
            except ValidationError as error:
                problems += _explain(error, model, document)
            else:
                entities[(model.kind, file.stem)] = entity
    return Data(root, entities, documents, tuple(problems))


def _explain(error: ValidationError, model: type[Entity], document: Document) -> Iterator[Problem]:
    for detail in error.errors():
        loc: Loc = detail["loc"]
        line = document.line(loc)
        where = ".".join(str(step) for step in loc)
        value = detail["input"]
        match detail["type"]:
            case "extra_forbidden":
                message = f"unknown field `{where}`{meant(str(loc[-1]), _fields_around(model, loc))}"
            case "missing":
                message = f"missing field `{where}`"
            case "literal_error":
                allowed = re.findall(r"'([^']*)'", str(detail["ctx"]["expected"]))
                message = f"`{where}` cannot be `{value}`{meant(str(value), allowed)}; one of: {', '.join(allowed)}"
            case "string_type" if isinstance(value, dict | list):
                message = f"`{where}` must be text (quote it when it holds `: ` or starts with a bracket)"
            case "value_error":
                message = f"{f'`{where}`: ' if where else ''}{detail['ctx']['error']}"
            case _:
                message = f"`{where}`: {detail['msg'][0].lower()}{detail['msg'][1:]}"
        yield Problem(document.file, line, message)


def _fields_around(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the names that the mapping around `loc` may hold."""
    schema = model.model_json_schema(by_alias=True)
    node = schema
    for step in loc[:-1]:
        node = _resolve(node, schema)
        node = node.get("properties", {}).get(step, {}) if isinstance(step, str) else node.get("items", {})
    return list(_resolve(node, schema).get("properties", {}))


def _resolve(node: dict, schema: dict) -> dict:  # type: ignore[type-arg]
    for option in node.get("anyOf", []):
        if option.get("type") != "null":
            return _resolve(option, schema)
    if "$ref" in node:
        return schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]  # type: ignore[no-any-return]
    return node
