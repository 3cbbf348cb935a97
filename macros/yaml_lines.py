"""YAML files as plain values, with the line on which each value stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem

# A step from a value to one inside it: a mapping's key or a list's position.
Loc = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """A YAML file's value, the line of each part of it, and what is wrong with its form."""

    file: Path
    value: Any
    lines: dict[Loc, int]
    problems: tuple[Problem, ...]

    def line(self, loc: Loc) -> int:
        """Return the line of the value at `loc`, or of the nearest value around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


def read(file: Path, shown_as: Path) -> Document:
    """Read one YAML file.

    Only `true`, `false`, `null`, whole numbers and strings are told apart, so that `no`, `1.10` and `2018-10` stay
    what was typed. Aliases are refused: a value stands where it is written. `shown_as` is the path used in problems.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return Document(shown_as, None, {}, (Problem(shown_as, 1, f"not UTF-8 text: {error.reason}"),))
    problems: list[Problem] = []
    lines: dict[Loc, int] = {}

    def add(line: int, message: str) -> None:
        problems.append(Problem(shown_as, line, message))

    def build(node: yaml.Node, loc: Loc) -> Any:
        lines.setdefault(loc, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            result: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                line = key_node.start_mark.line + 1
                if key in result:
                    add(line, f"duplicate key `{key}` (first on line {lines[(*loc, key)]})")
                    continue
                lines[(*loc, key)] = line
                result[key] = build(value_node, (*loc, key))
            return result
        if isinstance(node, yaml.SequenceNode):
            return [build(item, (*loc, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    try:
        for token in yaml.scan(text, Loader=_Loader):
            if isinstance(token, yaml.AliasToken):
                add(token.start_mark.line + 1, f"alias `*{token.value}`: write the value out instead")
        node = None if problems else yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        add(mark.line + 1 if mark else 1, f"not valid YAML: {error.problem or error.context}")
        node = None
    except yaml.YAMLError as error:
        add(1, f"not valid YAML: {error}")
        node = None
    value = build(node, ()) if node is not None else None
    if node is not None and not isinstance(value, dict):
        add(1, "expected a mapping of fields")
        value = None
    if node is None and not problems:
        add(1, "the file is empty")
    return Document(shown_as, value, lines, tuple(problems))


def _scalar(node: Any) -> Any:
    if node.style is None:
        if node.tag == "tag:yaml.org,2002:null":
            return None
        if node.tag == "tag:yaml.org,2002:bool" and node.value in ("true", "false"):
            return node.value == "true"
        if node.tag == "tag:yaml.org,2002:int" and node.value.isdecimal() and str(int(node.value)) == node.value:
            return int(node.value)
    return node.value
