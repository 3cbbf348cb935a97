"""The schemas in data/schema/ are those of the models, and every data file names its own."""

from small import ROOT

from macros.model import KINDS
from macros.schema import schemas


def test_the_schemas_are_not_stale() -> None:
    stale = [
        name for name, text in schemas().items() if (ROOT / "data/schema" / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, f"run `make schema`: stale are {stale}"


def test_there_is_one_schema_a_kind() -> None:
    assert {p.stem for p in (ROOT / "data/schema").iterdir()} == set(KINDS)


def test_every_data_file_names_its_schema() -> None:
    files = list((ROOT / "data").glob("*/*.yaml"))
    wrong = [
        p.relative_to(ROOT).as_posix()
        for p in files
        if p.read_text(encoding="utf-8").splitlines()[0]
        != f"# yaml-language-server: $schema=../schema/{p.parent.name}.json"
    ]
    assert files
    assert not wrong
