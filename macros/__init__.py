"""Open Psoas: the knowledge model, the safety rules, and what mkdocs-macros calls (`define_env`).

Imports go one way: vocabulary → model → load → checks; model → safety → knowledge → page, pages, exports → site.
"""

from typing import Any


def define_env(env: Any) -> None:
    """Register the project's macros, filters and variables with mkdocs-macros."""
    from .environment import register

    register(env)


def on_post_page_macros(env: Any) -> None:
    """Leave on each page only the tooltips of words that stand on it: the others cost a third of the build."""
    from .facets import without_idle_tooltips

    env.markdown = without_idle_tooltips(env.markdown)
