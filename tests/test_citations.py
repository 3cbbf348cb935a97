"""References in NLM style, and citations numbered as they appear."""

from pathlib import Path

from lxml import html
from small import entries, write_data

from macros.checks import check_folder
from macros.citations import reference
from macros.model import Source


def test_a_journal_article_in_nlm_style() -> None:
    source = Source.model_validate(
        {
            "id": "x",
            "name": "Otsudo 2018",
            "csl": {
                "type": "article-journal",
                "title": "Immediate effect of a <b>technique</b> & more",
                "author": [{"family": "Otsudo", "given": "Takahiro"}, {"family": "Mimura", "given": "Kazuya"}],
                "issued": "2018-10",
                "container-title": "J Phys Ther Sci",
                "volume": "30",
                "issue": "10",
                "page": "1323-1328",
                "DOI": "10.1589/jpts.30.1323",
                "PMID": "30349172",
            },
            "standing": "peer-reviewed",
            "design": "controlled-trial",
            "finding": "x",
            "limitations": "x",
            "read": "abstract",
        }
    )
    made = reference(source)
    assert made.text == (
        "Otsudo T, Mimura K. Immediate effect of a <b>technique</b> & more. J Phys Ther Sci. 2018 Oct;30(10):1323–8."
    )
    assert (made.doi, made.pmid) == ("10.1589/jpts.30.1323", "30349172")


def test_only_recorded_fields_are_printed(tmp_path: Path) -> None:
    write_data(tmp_path, entries())
    sources = check_folder(tmp_path / "data")[0].of(Source)
    assert reference(sources["book-2001"]).text == "Doe J. A book. 2001."
    assert reference(sources["trial-2020"]).text == "A trial. A Journal. 2020 Oct 3."


def test_numbers_follow_the_order_of_the_page_and_lead_both_ways(small_project: Path) -> None:
    tree = html.parse(small_project / "site/claims/soul/index.html")
    marks = tree.xpath("//a[@data-cite]")
    listed = tree.xpath("//ol[contains(@class, 'op-refs')]/li")
    seen = list(dict.fromkeys(a.get("data-cite") for a in marks))
    assert seen == ["trial-2020", "book-2001"]
    assert [li.get("id") for li in listed] == [f"ref-{id}" for id in seen]
    for mark in marks:
        assert mark.text == str(seen.index(mark.get("data-cite")) + 1)
        assert mark.get("href") == f"#ref-{mark.get('data-cite')}"
        assert mark.get("title")
        item = listed[seen.index(mark.get("data-cite"))]
        assert item.xpath(f".//a[@href='#{mark.get('id')}']")
    first = html.tostring(listed[0], encoding="unicode")
    assert 'href="https://doi.org/10.1000/x"' in first
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/123/"' in first
    assert 'data-design="randomised-trial"' in first


def test_a_source_page_lists_all_that_cites_it(small_project: Path) -> None:
    page = html.parse(small_project / "site/sources/trial-2020/index.html")
    links = page.xpath("//h2[@id='cited']/following-sibling::ul[1]//a/@href")
    assert {link.strip("./").replace("../", "") for link in links} == {
        "claims/soul",
        "conditions/strain",
        "techniques/press",
        "techniques/rest",
        "techniques/spike",
    }
    words = page.xpath("string(//article)")
    for expected in ("Nothing changed.", "It is small.", "20 people", "abstract only", "Randomized trial"):
        assert expected in words
