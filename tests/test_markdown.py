"""Text of the data comes out as that text and nothing else, whatever is typed."""

import html

import markdown as python_markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from macros import markdown

EXTENSIONS = ["abbr", "attr_list", "md_in_html", "toc"]
typed = st.text(
    st.one_of(
        st.sampled_from("<>&\"'{}[]()*_`~^=+-#|!:\\/%$@0. \nabjs"), st.characters(exclude_categories=("Cs", "Cc"))
    ),
    min_size=1,
    max_size=60,
)


def link(id: str, words: str) -> str:
    return f"[{words}]({id}.md)"


def cite(ids: tuple[str, ...]) -> str:
    return "".join(f'[1](#ref-{id}){{ data-cite="{id}" }}' for id in ids)


def rendered(source: str) -> str:
    return str(python_markdown.markdown(source, extensions=EXTENSIONS))


def words(html_text: str) -> str:
    return "".join(lxml_html.fragment_fromstring(html_text, create_parent="div").text_content().split())


@given(typed)
def test_text_comes_out_as_typed(value: str) -> None:
    if not value.strip():
        return
    source = f'<div markdown="1">\n<p markdown="span">x{markdown.text(value)}</p>\n\n{markdown.text(value)}\n</div>'
    page = lxml_html.fragment_fromstring(rendered(source), create_parent="div")
    assert {e.tag for e in page.iter()} <= {"div", "p"}
    assert words(rendered(source)) == "x" + "".join(value.split()) * 2


@given(typed)
def test_text_is_safe_in_an_attribute(value: str) -> None:
    element = lxml_html.fragment_fromstring(f'<b title="{markdown.text(value)}">x</b>')
    assert set(element.attrib) == {"title"}
    assert element.get("title").split() == value.split()


@given(typed)
def test_prose_makes_nothing_but_emphasis_lists_links_and_citations(value: str) -> None:
    if not value.strip():
        return
    source = f'<div markdown="1">\n\n{markdown.block(value, link, cite)}\n\n</div>'
    page = lxml_html.fragment_fromstring(rendered(source), create_parent="div")
    assert {e.tag for e in page.iter()} <= {"div", "p", "em", "strong", "ul", "li", "a"}
    assert all(set(e.attrib) <= {"href", "data-cite"} for e in page.iter())
    assert all(e.get("href").endswith(".md") or e.get("href").startswith("#ref-") for e in page.iter("a"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a *b* **c**", "a <em>b</em> <strong>c</strong>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("see [the ureter][ureter].", 'see <a href="ureter.md">the ureter</a>.'),
        (
            "so it is [@a-1; @b-2].",
            'so it is<a data-cite="a-1" href="#ref-a-1">1</a><a data-cite="b-2" href="#ref-b-2">1</a>.',
        ),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("{{ 7*7 }} {% raw %}", "{{ 7*7 }} {% raw %}"),
        ("1. not a list", "1. not a list"),
    ],
)
def test_prose(value: str, expected: str) -> None:
    assert html.unescape(rendered(markdown.block(value, link, cite))) == f"<p>{expected}</p>"


def test_a_list_with_folded_lines() -> None:
    made = rendered(markdown.block("- one\n  goes on\n- two", link, cite))
    assert "".join(made.split()) == "<ul><li>onegoeson</li><li>two</li></ul>"


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("anatomy/ureter.md", "techniques/x.md", "../anatomy/ureter.md"),
        ("anatomy/ureter.md", "index.md", "anatomy/ureter.md"),
        ("glossary/index.md#asis", "techniques/x.md", "../glossary/index.md#asis"),
        ("glossary/index.md#asis", "glossary/index.md", "#asis"),
        ("techniques/y.md", "techniques/x.md", "y.md"),
    ],
)
def test_relative(target: str, page: str, expected: str) -> None:
    assert markdown.relative(target, page) == expected


def test_an_address_cannot_leave_its_place() -> None:
    made = rendered(f"[x](<{markdown.address('https://e.org/a(b)<c>|{d} e')}>)")
    assert made == '<p><a href="https://e.org/a%28b%29%3Cc%3E%7C%7Bd%7D%20e">x</a></p>'
