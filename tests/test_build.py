"""A failed build says where and why, and leaves the last good site as it was."""

from pathlib import Path

import pytest
from small import run

PRESS = "site/techniques/press/index.html"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("templates/technique.md", "{{ t.summary | inline }}", "{{ t.sumary | inline }}", "templates/technique.md:6: "),
        ("templates/technique.md", "{% endif %}", "", "templates/technique.md:"),
        ("templates/technique.md", "partials/findings.md", "partials/finding.md", "partials/finding.md"),
        (
            "templates/technique.md",
            "{{ t.summary | inline }}",
            "{{ t.summary }}",
            "templates/technique.md:6: prints text of the data as it is",
        ),
        ("docs/about.md", "# About", "# About\n\n{{ bannner('press') }}", "bannner"),
        ("docs/about.md", "# About", "# About\n\n{{ cite('nothing') }}", "docs/about.md:1: 'nothing'"),
        ("docs/about.md", "# About", "# About\n\n[x](techniques/gone.md)", "techniques/gone.md"),
        ("docs/sw.js", 'const VERSION = "";', 'const VERSION = "', "docs/sw.js:1: "),
        ("docs/about.md", "# About", "# About\n\n[x](techniques/press.md#gone)", "#gone"),
    ],
)
def test_a_broken_part_is_named(small_copy: Path, file: str, old: str, new: str, expected: str) -> None:
    before = (small_copy / PRESS).read_bytes()
    path = small_copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run(small_copy, "build")
    assert done.returncode == 1
    assert expected in done.stderr
    assert (small_copy / PRESS).read_bytes() == before


def test_a_build_leaves_nothing_beside_the_site(small_project: Path) -> None:
    assert [p.name for p in small_project.iterdir() if "site" in p.name] == ["site"]


def test_the_page_tree_holds_front_matter_and_one_include_a_page(small_copy: Path) -> None:
    done = run(small_copy, "pages", "tree")
    assert done.returncode == 0
    for file in (small_copy / "tree/techniques").glob("*.md"):
        front, body = file.read_text(encoding="utf-8").removeprefix("---\n").split("---\n")
        assert "title:" in front
        assert body.strip().startswith("{% include ")
        assert len(body.strip().splitlines()) == 1


def test_two_builds_of_the_same_data_are_the_same(small_copy: Path) -> None:
    def contents() -> dict[str, bytes]:
        files = (p for p in (small_copy / "site").rglob("*") if p.is_file() and p.suffix not in (".gz", ".xml"))
        return {p.relative_to(small_copy).as_posix(): p.read_bytes() for p in files}

    before = contents()
    assert run(small_copy, "build").returncode == 0
    assert contents() == before
