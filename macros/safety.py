"""Verdicts and banners, derived from the data by rule (see the design: the safety model).

A verdict is the worst level over all demands of a technique and all precautions of a client. Two things can make it
stricter, a technique's own `raises` and `advised_against`; nothing can make it milder.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .model import Banner, Precaution, RedFlag, Technique
from .vocabulary import LEVELS, Basis, Level

UNSURE_LEVEL: Level = "clearance"
UNSURE_REASON = "It is not known whether this applies. Find out before you start."


def worst(levels: Iterable[Level]) -> Level:
    """Return the worst of `levels`; `not-assessed` when there are none, for nothing was assessed."""
    return min(levels, key=LEVELS.index, default="not-assessed")


@dataclass(frozen=True)
class Reason:
    """Why a verdict has its level: one rule, and the demands of the technique that it speaks of."""

    level: Level
    precaution: str | None
    demands: tuple[str, ...]
    reason: str
    change: str | None
    basis: Basis | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """May this technique be used with these precautions? `reasons` stand worst first."""

    technique: str
    level: Level
    reasons: tuple[Reason, ...]
    not_assessed: tuple[tuple[str, str], ...]
    """(precaution, demand) pairs of which nothing is known."""
    red_flags: tuple[str, ...] = ()

    @property
    def leading(self) -> tuple[Reason, ...]:
        """The reasons that led to the level."""
        return tuple(reason for reason in self.reasons if reason.level == self.level)

    @property
    def further(self) -> tuple[Reason, ...]:
        """The reasons that would restrict the technique less than its level does."""
        return tuple(reason for reason in self.reasons if reason.level not in (self.level, "none"))


def verdict(
    technique: Technique,
    precautions: Iterable[Precaution],
    red_flags: Iterable[RedFlag] = (),
    unsure: Iterable[Precaution] = (),
    unknown: Iterable[str] = (),
) -> Verdict:
    """Return the verdict for one technique and one client, whatever the order and repetition of what is given.

    `unsure` holds the precautions of which it is not known whether they apply: each counts as if it did, and as a
    reason to ask first. `unknown` names what the site does not know: nothing about it was assessed. With no precaution
    nothing was assessed either, and the level says so. A red flag, also one that was answered "not sure", makes every
    level `avoid`.
    """
    open_questions = {p.id: p for p in unsure}
    given = sorted({**{p.id: p for p in precautions}, **open_questions}.values(), key=lambda p: p.id)
    flags = tuple(sorted({flag.id for flag in red_flags}))
    reasons: list[Reason] = []
    open_pairs: list[tuple[str, str]] = [(id, demand) for id in sorted(set(unknown)) for demand in technique.demands]
    if technique.advised_against:
        reasons.append(Reason("avoid", None, technique.demands, technique.advised_against, None, None, ()))
    for precaution in given:
        if precaution.id in open_questions:
            reasons.append(Reason(UNSURE_LEVEL, precaution.id, (), UNSURE_REASON, None, None, ()))
        reasons += _reasons(precaution, technique.demands)
        reasons += [
            Reason(r.level, precaution.id, (), r.reason, r.change, r.basis, r.sources)
            for r in technique.raises
            if r.precaution == precaution.id
        ]
        open_pairs += [(precaution.id, demand) for demand in _unknown(precaution, technique.demands)]
    levels: list[Level] = [reason.level for reason in reasons]
    if open_pairs:
        levels.append("not-assessed")
    if flags:
        levels.append("avoid")
    reasons.sort(key=lambda reason: LEVELS.index(reason.level))
    return Verdict(technique.id, worst(levels), tuple(reasons), tuple(open_pairs), flags)


def level_over(demands: Iterable[str], precaution: Precaution) -> Level:
    """Return the worst level of one precaution over `demands`; `not-assessed` when it speaks of none of them."""
    asked = tuple(demands)
    levels: list[Level] = [reason.level for reason in _reasons(precaution, asked)]
    return worst([*levels, "not-assessed"] if _unknown(precaution, asked) else levels)


def _reasons(precaution: Precaution, demands: tuple[str, ...]) -> list[Reason]:
    """Return a reason for each rule of `precaution` that speaks of some of `demands`."""
    return [
        Reason(rule.level, precaution.id, spoken, rule.reason, rule.change, rule.basis, rule.sources)
        for rule in precaution.rules
        if (spoken := tuple(demand for demand in demands if demand in rule.demands))
    ]


def _unknown(precaution: Precaution, demands: tuple[str, ...]) -> list[str]:
    """Return those of `demands` that no rule of `precaution` speaks of."""
    spoken = {demand for rule in precaution.rules for demand in rule.demands}
    return [demand for demand in demands if demand not in spoken]


def holds(banner: Banner, technique: Technique) -> bool:
    """Tell whether the rule of `banner` holds for `technique`."""
    when = banner.when
    return (
        (not when.demands or not set(when.demands).isdisjoint(technique.demands))
        and (not when.performed_by or technique.performed_by in when.performed_by)
        and (not when.types or technique.type in when.types)
        and (not when.advised_against or technique.advised_against is not None)
    )


def banner_for(technique: Technique, banners: Iterable[Banner]) -> Banner:
    """Return the banner of the highest rank whose rule holds. Raise LookupError when none holds."""
    fitting = [banner for banner in banners if holds(banner, technique)]
    if not fitting:
        raise LookupError(f"no banner's rule holds for technique `{technique.id}`")
    return max(fitting, key=lambda banner: banner.rank)
