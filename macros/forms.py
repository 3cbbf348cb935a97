"""What the printed forms ask and list, worked out from the data: in which order, and by which rule."""

from dataclasses import dataclass
from itertools import count
from typing import get_args

from .knowledge import Knowledge
from .model import Demand, Precaution, RedFlag, Technique
from .vocabulary import PrecautionGroup, Urgency


@dataclass(frozen=True)
class Forms:
    """The content of the forms. Everything in it follows from `knowledge`."""

    knowledge: Knowledge

    def red_flags(self) -> list[RedFlag]:
        """Return the red flags, the most urgent first, then by name."""
        urgencies = get_args(Urgency)
        flags = self.knowledge.data.of(RedFlag).values()
        return sorted(flags, key=lambda f: (urgencies.index(f.urgency), f.name.lower()))

    def questions(self) -> list[tuple[str, list[tuple[int, Precaution]]]]:
        """Return for each group of precautions its precautions by name, numbered through all groups."""
        numbers = count(1)
        found = []
        for group in get_args(PrecautionGroup):
            inside = [p for p in self.knowledge.precautions.values() if p.group == group]
            if inside:
                found.append((group, [(next(numbers), p) for p in sorted(inside, key=lambda p: p.name.lower())]))
        return found

    def hands_on(self) -> list[Technique]:
        """Return what a therapist may do by this site: techniques with steps that are not advised against, by name."""
        found = [t for t in self.knowledge.techniques.values() if t.steps and not t.advised_against]
        return sorted((t for t in found if t.performed_by == "therapist"), key=lambda t: t.name.lower())

    def consent_techniques(self) -> list[Technique]:
        """Return those of `hands_on` that touch the belly or come near an intimate region."""
        return [t for t in self.hands_on() if self._private(t)]

    def consent_demands(self) -> list[Demand]:
        """Return the places that `consent_techniques` touch on the belly or near an intimate region, by name."""
        used = {id for t in self.consent_techniques() for id in t.demands}
        found = [self.knowledge.demands[id] for id in used]
        return sorted((d for d in found if d.touches_abdomen or d.intimate), key=lambda d: d.name.lower())

    def other_ways(self) -> list[Technique]:
        """Return the alternatives to `consent_techniques` that leave belly and groin alone, named most often first."""
        named = [id for t in self.consent_techniques() for id in t.alternatives]
        found = [self.knowledge.techniques[id] for id in sorted(set(named), key=lambda id: (-named.count(id), id))]
        return [t for t in found if not self._private(t)]

    def _private(self, technique: Technique) -> bool:
        demands = [self.knowledge.demands[id] for id in technique.demands]
        return any(d.touches_abdomen or d.intimate for d in demands)
