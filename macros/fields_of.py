"""Walk an entity's fields: which values are prose, which are the id of another entity, and where each stands."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from .model.fields import ProseMark, RefMark
from .yaml_lines import Loc

Mark = ProseMark | RefMark


def marked(entity: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, Mark, str]]:
    """Yield (place, mark, value) for each prose field and each reference in `entity`, in the order of its fields."""
    for name, field in type(entity).model_fields.items():
        value = getattr(entity, name)
        if value is None:
            continue
        marks = [m for m in field.metadata if isinstance(m, Mark)] or list(_marks(field.annotation))
        yield from _values(value, marks, (*loc, field.alias or name))


def _values(value: Any, marks: list[Mark], loc: Loc) -> Iterator[tuple[Loc, Mark, str]]:
    if isinstance(value, BaseModel):
        yield from marked(value, loc)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _values(item, marks, (*loc, index))
    elif isinstance(value, str):
        for mark in marks[:1]:
            yield loc, mark, value


def _marks(annotation: Any) -> Iterator[Mark]:
    for argument in get_args(annotation) if get_origin(annotation) is not None else ():
        if isinstance(argument, Mark):
            yield argument
        else:
            yield from _marks(argument)
