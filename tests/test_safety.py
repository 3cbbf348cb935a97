"""The safety rules, as properties over made-up techniques, precautions and banners."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from macros.model import Banner, Precaution, RedFlag, Technique
from macros.model.banner import When
from macros.model.precaution import Rule
from macros.model.technique import Finding, Raise, Step
from macros.safety import banner_for, verdict, worst
from macros.vocabulary import LEVELS

DEMANDS = tuple("abcdef")
PRECAUTIONS = tuple(f"p{n}" for n in range(5))
DAY = date(2026, 1, 1)


def severity(level: str) -> int:
    """Higher is worse."""
    return -["avoid", "clearance", "adapt", "not-assessed", "none"].index(level)


@st.composite
def precautions(draw: st.DrawFn) -> Precaution:
    levels = draw(st.tuples(*(st.sampled_from(LEVELS) for _ in DEMANDS)))
    rules = tuple(
        Rule(
            demands=(demand,),
            level=level,
            reason="r",
            change="c",
            basis="none-found" if level == "none" else "precautionary",
        )
        for demand, level in zip(DEMANDS, levels, strict=True)
        if level != "not-assessed"
    ) or (Rule(demands=("z",), level="avoid", reason="r", basis="precautionary"),)
    unknown = tuple(d for d, level in zip(DEMANDS, levels, strict=True) if level == "not-assessed")
    return Precaution(
        id=draw(st.sampled_from(PRECAUTIONS)),
        name="n",
        summary="s",
        reviewed=DAY,
        group="situation",
        ask="q",
        why="practice opinion",
        do_instead="d",
        refer="practice opinion",
        rules=rules,
        not_assessed=unknown,
    )


client = st.lists(precautions(), max_size=5, unique_by=lambda p: p.id)


@st.composite
def techniques(draw: st.DrawFn) -> Technique:
    raises = draw(
        st.lists(
            st.builds(
                Raise,
                precaution=st.sampled_from(PRECAUTIONS),
                level=st.sampled_from(("avoid", "clearance", "adapt")),
                reason=st.just("practice opinion"),
                change=st.just("c"),
                basis=st.just("precautionary"),
            ),
            max_size=2,
        )
    )
    return Technique(
        id="t",
        name="n",
        summary="s",
        reviewed=DAY,
        type=draw(st.sampled_from(("manual", "barefoot", "exercise", "breathing"))),
        performed_by=draw(st.sampled_from(("therapist", "self"))),
        position=("supine",),
        demands=tuple(draw(st.lists(st.sampled_from(DEMANDS), min_size=1, unique=True))),
        targets=("psoas",),
        pressure="none",
        training="x",
        time="x",
        dose="no source found",
        advised_against=draw(st.sampled_from((None, "practice opinion"))),
        how_taught="practice opinion",
        steps=(Step(do="x"),),
        expect=("x",),
        stop_signs=("x",),
        evidence=(Finding(statement="no source found", certainty="none", why="x"),),
        raises=tuple(raises),
    )


red_flag = RedFlag(
    id="flag",
    name="n",
    summary="s",
    reviewed=DAY,
    urgency="emergency-now",
    ask="q",
    signs=("no source found",),
    why="no source found",
    do_now="call",
    say="x",
    do_not=("x",),
)


@given(techniques(), client, precautions())
def test_adding_a_precaution_only_keeps_or_worsens(
    technique: Technique, given: list[Precaution], more: Precaution
) -> None:
    if not given or more.id in {p.id for p in given}:
        return
    assert severity(verdict(technique, [*given, more]).level) >= severity(verdict(technique, given).level)


@given(techniques(), client)
def test_nothing_lowers_a_verdict_below_any_rule_that_applies(technique: Technique, given: list[Precaution]) -> None:
    level = verdict(technique, given).level
    for precaution in given:
        for rule in precaution.rules:
            if set(rule.demands) & set(technique.demands):
                assert severity(level) >= severity(rule.level)


@given(techniques(), client, st.randoms())
def test_order_and_repetition_do_not_matter(technique: Technique, given: list[Precaution], random: st.randoms) -> None:  # type: ignore[valid-type]
    mixed = [*given, *given]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert verdict(technique, mixed) == verdict(technique, given)
    turned = technique.model_copy(update={"demands": tuple(reversed(technique.demands))})
    assert verdict(turned, given).level == verdict(technique, given).level


@given(techniques(), client)
def test_what_was_not_assessed_is_never_shown_as_none(technique: Technique, given: list[Precaution]) -> None:
    result = verdict(technique, given)
    unknown = any(d in p.not_assessed for p in given for d in technique.demands)
    if unknown or not given:
        assert result.level != "none"
    assert bool(result.not_assessed) == unknown


@given(techniques(), client)
def test_the_verdict_has_the_reasons_that_led_to_it(technique: Technique, given: list[Precaution]) -> None:
    result = verdict(technique, given)
    if result.level != "not-assessed":
        assert result.leading
    assert all(reason.level == result.level for reason in result.leading)
    assert [severity(r.level) for r in result.reasons] == sorted(
        (severity(r.level) for r in result.reasons), reverse=True
    )


@given(techniques(), client)
def test_a_red_flag_beats_everything(technique: Technique, given: list[Precaution]) -> None:
    result = verdict(technique, given, [red_flag])
    assert result.level == "avoid"
    assert result.red_flags == ("flag",)


@given(techniques(), client, client)
def test_not_sure_is_at_least_yes_and_at_least_asking_first(
    technique: Technique, given: list[Precaution], unsure: list[Precaution]
) -> None:
    open_questions = {p.id: p for p in unsure}
    level = verdict(technique, given, unsure=unsure).level
    as_yes = verdict(technique, [*(p for p in given if p.id not in open_questions), *unsure]).level
    assert severity(level) >= severity(as_yes)
    if unsure:
        assert severity(level) >= severity("clearance")


@given(techniques(), client, st.lists(st.sampled_from(["gone", "lupus"]), min_size=1))
def test_what_the_site_does_not_know_is_never_shown_as_safe(
    technique: Technique, given: list[Precaution], unknown: list[str]
) -> None:
    found = verdict(technique, given, unknown=unknown)
    assert found.level != "none"
    assert severity(found.level) >= severity(verdict(technique, given).level)
    assert {id for id, _ in found.not_assessed} >= set(unknown)


@given(techniques(), client)
def test_what_is_advised_against_is_never_less_than_avoid(technique: Technique, given: list[Precaution]) -> None:
    if technique.advised_against:
        assert verdict(technique, given).level == "avoid"


@given(st.lists(st.sampled_from(LEVELS), min_size=1))
def test_worst_is_one_of_the_levels_and_no_other_is_worse(levels: list[str]) -> None:
    found = worst(levels)  # type: ignore[arg-type]
    assert found in levels
    assert all(severity(found) >= severity(level) for level in levels)


def test_worst_of_nothing_is_not_assessed() -> None:
    assert worst([]) == "not-assessed"


def _banner(id: str, rank: int, when: When) -> Banner:
    return Banner(id=id, name=id, rank=rank, caution="low", when=when, about="practice opinion", stop="x")


@given(techniques(), st.permutations(range(3)))
def test_every_technique_gets_the_banner_of_highest_rank_that_fits(technique: Technique, order: list[int]) -> None:
    banners = [
        _banner("fallback", 0, When()),
        _banner("on-a", 5, When(demands=("a",))),
        _banner("self-on-a", 7, When(demands=("a",), performed_by=("self",))),
    ]
    chosen = banner_for(technique, [banners[i] for i in order])
    if "a" in technique.demands:
        assert chosen.id == ("self-on-a" if technique.performed_by == "self" else "on-a")
    else:
        assert chosen.id == "fallback"
