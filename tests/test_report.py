"""What the site rests on, in numbers: the page, the command, and the count of facts."""

import subprocess
import sys
from pathlib import Path

import yaml
from lxml import html
from small import ROOT, run

SOURCES = [{"id": "trial-2020"}, {"id": "book-2001"}, {"id": "shop", "cite": False}]
FACTS = {
    "facts": [
        {"id": "t/told", "about": "x/y", "statement": "One trial.", "sources": ["trial-2020"]},
        {
            "id": "t/untold",
            "about": "x/y",
            "statement": "Giraffes measure seventeen meters.",
            "sources": ["trial-2020"],
        },
        {"id": "t/shop", "about": "x/y", "statement": "Lasting relief guaranteed.", "sources": ["shop"]},
        {"id": "t/otherwise", "about": "x/y", "statement": "Elephants remember kindness.", "sources": ["book-2001"]},
    ]
}


def count(project: Path, left_out: list[dict[str, object]]) -> subprocess.CompletedProcess[str]:
    evidence = project / "evidence"
    evidence.mkdir(exist_ok=True)
    (evidence / "sources.yaml").write_text(yaml.safe_dump(SOURCES), encoding="utf-8")
    (evidence / "facts-one.yaml").write_text(yaml.safe_dump(FACTS), encoding="utf-8")
    (project / "report/left-out.yaml").write_text(yaml.safe_dump(left_out), encoding="utf-8")
    command = [sys.executable, str(ROOT / "tools/count_facts.py"), "evidence", "--list"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_each_fact_is_told_or_left_out_for_a_reason(small_copy: Path) -> None:
    done = count(small_copy, [{"why": "Told in other words.", "facts": ["t/otherwise"]}])
    assert done.returncode == 0, done.stderr
    assert [line.split(" ")[0] for line in done.stdout.splitlines()] == ["t/untold"]
    facts = yaml.safe_load((small_copy / "report/facts.yaml").read_text(encoding="utf-8"))
    assert (facts["total"], facts["told"], facts["told_in_other_words"]) == (4, 1, 1)
    assert sorted(item["facts"] for item in facts["left_out"]) == [1, 1]


def test_a_reason_for_a_fact_that_is_not_there_is_refused(small_copy: Path) -> None:
    before = (small_copy / "report/facts.yaml").read_text(encoding="utf-8")
    done = count(small_copy, [{"why": "Gone.", "facts": ["t/gone", "t/lost"]}])
    assert done.returncode == 1
    assert "t/gone" in done.stderr
    assert "t/lost" in done.stderr
    assert (small_copy / "report/facts.yaml").read_text(encoding="utf-8") == before


def test_the_command_and_the_page_say_the_same(small_copy: Path) -> None:
    done = run(small_copy, "report")
    assert done.returncode == 0
    page = html.parse(small_copy / "site/report/index.html").getroot()
    rows = {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in page.xpath("//tbody/tr")}
    techniques = next(line for line in done.stdout.splitlines() if line.startswith("technique "))
    assert rows["Technique"] == techniques.split()[1:]
    listed = done.stdout.split("entries that no other names: ")[1].splitlines()
    assert f"{listed[0]} entries are named by no other" in " ".join(page.text_content().split())
    assert len(listed) - 1 == int(listed[0])


def test_a_guide_is_told_as_the_place_where_a_source_is_cited(small_copy: Path) -> None:
    page = html.parse(small_copy / "site/sources/book-2001/index.html").getroot()
    assert page.xpath("//ul[@class='op-related']//a[.='A start']/@href") == ["../../guides/without-touching-the-belly/"]
