"""JSON Schemas of the data files, so that editors complete and check while one types."""

import json
from pathlib import Path

from .load import SCHEMAS
from .model import KINDS


def schemas() -> dict[str, str]:
    """Return the text of the JSON Schema of each kind, by file name."""
    return {
        f"{kind}.json": json.dumps(
            model.model_json_schema(by_alias=True, mode="validation"), indent=2, ensure_ascii=False
        )
        + "\n"
        for kind, model in KINDS.items()
    }


def write(root: Path) -> None:
    """Write the schemas to data/schema/ under `root`."""
    folder = root / "data" / SCHEMAS
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
