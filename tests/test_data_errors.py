"""Every mistake in data/ is reported at its line, with what was probably meant, and all in one run."""

from pathlib import Path
from typing import Any

import pytest
from small import Entries, entries, project, run, write_data

from macros.checks import check_folder


def reports(tmp_path: Path, data: Entries) -> list[str]:
    write_data(tmp_path, data)
    return [str(problem) for problem in check_folder(tmp_path / "data")[1]]


def changed(kind: str, id: str, /, **fields: Any) -> Entries:
    """The small data with fields of one entry set, or removed where None."""
    data = entries()
    data[kind][id] |= fields
    data[kind][id] = {name: value for name, value in data[kind][id].items() if value is not None}
    return data


def test_the_small_data_is_in_order(tmp_path: Path) -> None:
    assert reports(tmp_path, entries()) == []


RULES = entries()["precaution"]["aneurysm"]["rules"]
CASES: list[tuple[Entries, str]] = [
    (
        changed("technique", "rest", tiem="5"),
        "data/technique/rest.yaml:30: unknown field `tiem` (did you mean `time`?)",
    ),
    (changed("technique", "rest", name=None), "data/technique/rest.yaml:1: missing field `name`"),
    (changed("technique", "rest", demands=[]), "`demands`"),
    (changed("technique", "rest", demands=["lyin"]), "unknown demand `lyin` (did you mean `lying`?)"),
    (changed("technique", "rest", targets=["psoa"]), "unknown structure `psoa` (did you mean `psoas`?)"),
    (changed("technique", "rest", steps=None, how_taught=None), "give either `steps` or `no_steps` with the reason"),
    (changed("technique", "rest", type="manul"), "`type` cannot be `manul` (did you mean `manual`?)"),
    (changed("technique", "rest", summary="See [it][presss]."), "unknown entry `presss` (did you mean `press`?)"),
    (changed("technique", "rest", summary="So [@book-201]."), "unknown source `book-201` (did you mean `book-2001`?)"),
    (changed("technique", "rest", dose="Twice a day."), "`dose` needs a citation"),
    (changed("technique", "rest", reviewed="2999-01-01"), "the date 2999-01-01 is in the future"),
    (changed("technique", "rest", id="rest"), "unknown field `id`"),
    (changed("technique", "rest", steps=[{"do": {"Note": "x"}}]), "`steps.0.do` must be text"),
    (changed("technique", "press", alternatives=["spike"]), "`spike` is not lower-risk"),
    (
        changed(
            "technique",
            "press",
            raises=[
                {
                    "precaution": "aneurysm",
                    "level": "adapt",
                    "change": "Less.",
                    "reason": "practice opinion",
                    "basis": "precautionary",
                }
            ],
        ),
        "tries to lower the verdict for `aneurysm` from `avoid` to `adapt`",
    ),
    (changed("technique", "rest", formerly=["spike"]), "`spike` is the id of an entry of today"),
    (changed("technique", "rest", formerly=["wide-aorta"]), "`wide-aorta` is a former id of `aneurysm` too"),
    (
        changed("technique", "rest", equipment=[{"item": "bal", "words": "a ball"}]),
        "cannot be `bal` (did you mean `ball`?)",
    ),
    (changed("precaution", "aneurysm", rules=RULES[:1]), "leaves open demand `lying`"),
    (changed("precaution", "aneurysm", not_assessed=["lying"]), "speaks of demand `lying` more than once"),
    (
        changed("precaution", "aneurysm", rules=[{**RULES[0], "sources": []}, RULES[1]]),
        "basis `guideline` needs `sources`",
    ),
    (
        changed("precaution", "aneurysm", rules=[RULES[0], {**RULES[1], "basis": "precautionary"}]),
        "cannot be `precautionary`",
    ),
    (
        changed("precaution", "aneurysm", rules=[{**RULES[0], "level": "adapt"}, RULES[1]]),
        "level `adapt` needs `change`",
    ),
    (changed("source", "trial-2020", read=None), "missing field `read`"),
    (changed("source", "trial-2020", link="javascript:alert(1)"), "`link`"),
    (changed("structure", "psoas", figure={"file": "x.svg", "alt": "A muscle"}), "no picture `x.svg`"),
    (changed("structure", "psoas", figure={"file": "x.svg"}), "missing field `figure.alt`"),
    (changed("demand", "lying", exposes_nothing=None), "give either `exposes` or `exposes_nothing`"),
    (changed("banner", "mild", when={"demands": ["lying"]}), "no banner's rule holds for technique"),
    (changed("banner", "mild", rank=5), "rank 5 is also the rank of"),
]


@pytest.mark.parametrize(("data", "expected"), CASES)
def test_a_mistake_is_named(tmp_path: Path, data: Entries, expected: str) -> None:
    if "no banner's rule" in expected:
        data["technique"]["rest"]["demands"] = ["deep-pressure"]
        data["banner"]["deep"]["when"] = {"performed_by": ["therapist"]}
    found = reports(tmp_path, data)
    assert [line for line in found if expected in line], found
    assert all(line.split(":")[1].isdecimal() for line in found)


def test_a_source_that_nothing_cites(tmp_path: Path) -> None:
    data = entries()
    data["source"]["lonely"] = data["source"]["book-2001"] | {"name": "Lonely 2001"}
    assert reports(tmp_path, data) == ["data/source/lonely.yaml:1: nothing cites this source"]


def test_a_name_that_two_entries_share(tmp_path: Path) -> None:
    data = changed("technique", "rest", name="press")
    assert reports(tmp_path, data) == ["data/technique/rest.yaml:1: `press` is also the name of `press`"]


def test_an_id_that_two_kinds_share(tmp_path: Path) -> None:
    data = entries()
    data["claim"]["rest"] = data["claim"]["soul"] | {"name": "Another"}
    assert reports(tmp_path, data) == ["data/technique/rest.yaml:1: duplicate id `rest`: also in data/claim/rest.yaml"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: a\nname: b\n", "data/term/x.yaml:2: duplicate key `name` (first on line 1)"),
        ("name: [a\n", "data/term/x.yaml:2: not valid YAML"),
        ("name: a\nsummary: 'b\n", "not valid YAML"),
        ("- a\n", "data/term/x.yaml:1: expected a mapping of fields"),
        ("", "data/term/x.yaml:1: the file is empty"),
        ("name: &a x\nsummary: *a\n", "data/term/x.yaml:2: alias `*a`"),
    ],
)
def test_a_file_that_is_not_what_it_should_be(tmp_path: Path, text: str, expected: str) -> None:
    write_data(tmp_path, entries())
    (tmp_path / "data/term/x.yaml").write_text(text, encoding="utf-8")
    found = [str(problem) for problem in check_folder(tmp_path / "data")[1]]
    assert [line for line in found if line.startswith(expected) or expected in line], found


@pytest.mark.parametrize(
    "name", ["data/techniqe/x.yaml", "data/technique/x.yml", "data/technique/Big.yaml", "data/x.yaml"]
)
def test_a_file_in_the_wrong_place(tmp_path: Path, name: str) -> None:
    write_data(tmp_path, entries())
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("name: x\n", encoding="utf-8")
    found = [str(problem) for problem in check_folder(tmp_path / "data")[1]]
    assert [line for line in found if line.startswith(name.rpartition("/")[0])], found


def test_words_that_yaml_would_turn_stay_words(tmp_path: Path) -> None:
    data = entries()
    write_data(tmp_path, data)
    file = tmp_path / "data/term/supine.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("SUP", "no").replace("On the back", "1.10"), encoding="utf-8"
    )
    loaded, problems = check_folder(tmp_path / "data")
    assert not problems
    term = loaded.entities[("term", "supine")]
    assert term.also_called == ("no",)
    assert term.tooltip == "1.10"  # type: ignore[attr-defined]


def test_all_problems_are_told_in_one_run_and_the_last_good_site_stays(tmp_path: Path) -> None:
    data = entries()
    data["technique"]["rest"]["demands"] = ["lyin"]
    data["claim"]["soul"]["verdict"] = "suported"
    del data["source"]["trial-2020"]["read"]
    root = project(tmp_path / "p", data)
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the last good site", encoding="utf-8")
    for command in ("check", "build"):
        done = run(root, command)
        assert done.returncode == 1
        assert "data/technique/rest.yaml:" in done.stderr
        assert "data/claim/soul.yaml:" in done.stderr
        assert "data/source/trial-2020.yaml:" in done.stderr
    assert [p.name for p in (root / "site").iterdir()] == ["index.html"]
    assert (root / "site/index.html").read_text(encoding="utf-8") == "the last good site"
