"""The handbook: the built pages as one PDF and one EPUB.

Imports go one way: read, shape → book → check, pdf, epub → bind.
"""

from .bind import bind
from .book import ORDER as KINDS
from .pdf import PAPERS

__all__ = ["KINDS", "PAPERS", "bind"]
