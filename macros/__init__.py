"""Open Psoas: the knowledge model, the safety rules, and what mkdocs-macros calls (`define_env`).

Imports go one way: vocabulary → model → load → checks; model → safety → knowledge → page, pages, exports → site.
"""

from typing import Any


def define_env(env: Any) -> None:
    """Register the project's macros, filters and variables with mkdocs-macros."""
    from .environment import register

    register(env)
