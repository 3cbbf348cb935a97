"""The rules that hold between entities. Each takes all data and yields a problem for each breach."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from . import guides, prose
from .fields_of import marked
from .load import Data, load
from .model import KINDS, Banner, Demand, Entity, PageEntity, Precaution, Source, Technique
from .model.fields import ProseMark, RefMark
from .problems import Problem, meant
from .safety import banner_for, verdict
from .vocabulary import LEVELS

Check = Callable[[Data], Iterator[Problem]]

FIGURES = Path("docs/assets/figures")
_LINKABLE = [kind for kind, model in KINDS.items() if issubclass(model, PageEntity)]


def check(data: Data) -> list[Problem]:
    """Return every problem of `data`: those found while loading and every breach of a rule, sorted by place."""
    found = [*data.problems]
    for rule in RULES:
        found += rule(data)
    return sorted(set(found))


def ids_are_unique(data: Data) -> Iterator[Problem]:
    """`[words][id]` names an entity without its kind, so no two that can be linked share an id."""
    kinds = defaultdict(list)
    for kind, id in data.documents:
        if kind in _LINKABLE:
            kinds[id].append(kind)
    for id, names in kinds.items():
        for kind in names[1:]:
            document = data.documents[(kind, id)]
            yield Problem(
                document.file, 1, f"duplicate id `{id}`: also in {data.documents[(names[0], id)].file.as_posix()}"
            )


def former_ids_are_free(data: Data) -> Iterator[Problem]:
    """An id that an entry had before leads to that entry alone."""
    seen: dict[str, str] = {}
    present = {id for kind, id in data.documents if kind in _LINKABLE}
    for entity in data.entities.values():
        for index, id in enumerate(entity.formerly if isinstance(entity, PageEntity) else ()):
            if id in present:
                yield data.problem(entity, ("formerly", index), f"`{id}` is the id of an entry of today")
            elif seen.setdefault(id, entity.id) != entity.id:
                yield data.problem(entity, ("formerly", index), f"`{id}` is a former id of `{seen[id]}` too")


def names_are_unique(data: Data) -> Iterator[Problem]:
    """A reader tells two entries of a kind apart by their names."""
    seen: dict[tuple[str, str], Entity] = {}
    for entity in data.entities.values():
        first = seen.setdefault((entity.kind, entity.name.lower()), entity)
        if first is not entity:
            yield data.problem(entity, ("name",), f"`{entity.name}` is also the name of `{first.id}`")


def ids_exist(data: Data) -> Iterator[Problem]:
    """Every id in a field, a link or a citation belongs to an entity."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, id in data.known_ids:
        by_kind[kind].append(id)
    linkable = [id for kind in _LINKABLE for id in by_kind[kind]]

    def unknown(what: str, id: str, known: list[str]) -> str | None:
        return None if id in known else f"unknown {what} `{id}`{meant(id, known)}"

    for entity in data.entities.values():
        for loc, mark, value in marked(entity):
            found: list[str | None] = []
            if isinstance(mark, RefMark):
                known = by_kind[mark.kind] if mark.kind else linkable
                found.append(unknown(mark.kind or "entry", value, known))
            elif isinstance(mark, ProseMark):
                found += [unknown("entry", id, linkable) for id in prose.linked(value)]
                found += [unknown("source", id, by_kind[Source.kind]) for id in prose.cited(value)]
            yield from (data.problem(entity, loc, message) for message in found if message)


def statements_rest_on_something(data: Data) -> Iterator[Problem]:
    """A clinical statement cites a source, or says that it is practice opinion or that no source was found."""
    for entity in data.entities.values():
        for loc, mark, value in marked(entity):
            if isinstance(mark, ProseMark) and mark.cited and not prose.rests_on_something(value):
                where = ".".join(str(step) for step in loc)
                yield data.problem(
                    entity,
                    loc,
                    f"`{where}` needs a citation `[@source-id]`, or the words 'no source found' or 'practice opinion'",
                )


def precautions_rule_on_every_demand(data: Data) -> Iterator[Problem]:
    """Each demand is ruled on once or listed as not assessed: nothing is left open."""
    demands = set(data.of(Demand))
    for precaution in data.of(Precaution).values():
        spoken = Counter(d for rule in precaution.rules for d in rule.demands) + Counter(precaution.not_assessed)
        for missing in sorted(demands - set(spoken)):
            yield data.problem(
                precaution, ("rules",), f"leaves open demand `{missing}`: rule on it or list it under `not_assessed`"
            )
        for twice in sorted(d for d, times in spoken.items() if times > 1):
            yield data.problem(precaution, ("rules",), f"speaks of demand `{twice}` more than once")


def raises_never_lower(data: Data) -> Iterator[Problem]:
    """A technique may make a verdict stricter than its demands do, never milder."""
    precautions = data.of(Precaution)
    for technique in data.of(Technique).values():
        bare = technique.model_copy(update={"raises": ()})
        for index, item in enumerate(technique.raises):
            if item.precaution not in precautions:
                continue
            derived = verdict(bare, [precautions[item.precaution]]).level
            if LEVELS.index(item.level) > LEVELS.index(derived):
                yield data.problem(
                    technique,
                    ("raises", index, "level"),
                    f"tries to lower the verdict for `{item.precaution}` from `{derived}` to `{item.level}`",
                )


def alternatives_are_lower_risk(data: Data) -> Iterator[Problem]:
    """An alternative is ruled out by fewer precautions than the technique that it stands in for."""
    techniques, precautions = data.of(Technique), data.of(Precaution).values()
    avoided = {id: sum(verdict(t, [p]).level == "avoid" for p in precautions) for id, t in techniques.items()}
    for technique in techniques.values():
        for index, id in enumerate(technique.alternatives):
            if id in avoided and avoided[id] >= avoided[technique.id]:
                yield data.problem(
                    technique,
                    ("alternatives", index),
                    f"`{id}` is not lower-risk: {avoided[id]} precautions rule it out, "
                    f"and {avoided[technique.id]} rule out this technique",
                )


def every_technique_gets_a_banner(data: Data) -> Iterator[Problem]:
    """Some banner's rule holds for each technique, and no two banners share a rank."""
    banners = data.of(Banner).values()
    for technique in data.of(Technique).values():
        try:
            banner_for(technique, banners)
        except LookupError as error:
            yield data.problem(technique, ("demands",), str(error))
    seen: dict[int, str] = {}
    for banner in banners:
        if banner.rank in seen:
            yield data.problem(banner, ("rank",), f"rank {banner.rank} is also the rank of `{seen[banner.rank]}`")
        seen.setdefault(banner.rank, banner.id)


def sources_are_cited(data: Data) -> Iterator[Problem]:
    """A source that nothing cites is not kept."""
    used = {id for guide in guides.read(data.root.parent / "docs") for id in guide.cited}
    for entity in data.entities.values():
        for _, mark, value in marked(entity):
            if isinstance(mark, ProseMark):
                used.update(prose.cited(value))
            elif mark.kind == Source.kind:
                used.add(value)
    for source in data.of(Source).values():
        if source.id not in used:
            yield data.problem(source, (), "nothing cites this source")


def figures_exist(data: Data) -> Iterator[Problem]:
    """A picture that is named is there."""
    folder = data.root.parent / FIGURES
    files = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    for entity in data.entities.values():
        figure = getattr(entity, "figure", None)
        if figure and figure.file not in files:
            yield data.problem(
                entity, ("figure", "file"), f"no picture `{figure.file}` in {FIGURES}{meant(figure.file, files)}"
            )


RULES: tuple[Check, ...] = (
    ids_are_unique,
    former_ids_are_free,
    names_are_unique,
    ids_exist,
    statements_rest_on_something,
    precautions_rule_on_every_demand,
    raises_never_lower,
    alternatives_are_lower_risk,
    every_technique_gets_a_banner,
    sources_are_cited,
    figures_exist,
)


def check_folder(root: Path) -> tuple[Data, list[Problem]]:
    """Load the data/ folder at `root` and return it with all its problems."""
    data = load(root)
    return data, check(data)
