"""The project's commands: `python -m macros COMMAND`, each with its help below."""

import argparse
import sys
from pathlib import Path

from . import addresses, build, downloads, gate, handbook, offline, report, schema, site, sizes, take_along
from .checks import check_folder
from .problems import Problem, ProblemsFound

ROOT = Path()
DIST = ROOT / "dist"


def main(arguments: list[str] | None = None) -> int:
    """Run one command in the current folder and return its exit code: 0, or 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("check", help="validate data/")
    commands.add_parser("build", help="build the site into site/, if all is in order")
    commands.add_parser("addresses", help="add the addresses of site/ to addresses.lock, which keeps them answering")
    commands.add_parser("report", help="tell in numbers what data/ holds and what it rests on")
    commands.add_parser("schema", help="write the JSON Schemas to data/schema/")
    commands.add_parser("offline", help="make the copy to take along from site/, a zip in dist/")
    commands.add_parser("downloads", help="put the files in dist/ on the built site, with their sizes")
    commands.add_parser("sizes", help="tell how big site/ and the files in dist/ are, also in the README")
    for name, help in (
        ("pages", "write docs/ and the generated pages as plain Markdown to a folder"),
        ("gate", "check a built site"),
    ):
        commands.add_parser(name, help=help).add_argument("folder", type=Path)
    book = commands.add_parser("handbook", help="make a PDF and an EPUB of the built site")
    book.add_argument("--kind", choices=handbook.KINDS, help="of one kind alone")
    book.add_argument("--paper", choices=handbook.PAPERS, default=handbook.PAPERS[0])
    book.add_argument("--site", type=Path, default=ROOT / "site")
    book.add_argument("--out", type=Path, default=ROOT / "dist")
    options = parser.parse_args(arguments)
    try:
        match options.command:
            case "check":
                data, problems = check_folder(ROOT / "data")
                _report(problems)
                print(f"data/: {len(data.documents)} entries, {len(problems)} problems")
                return 1 if problems else 0
            case "build":
                build.build(ROOT, ROOT / "site")
                print("built site/")
            case "addresses":
                print(f"{addresses.LOCK}: {addresses.lock(ROOT / 'site', ROOT)} new")
            case "report":
                print(*report.lines(report.make(site.knowledge(ROOT / "data"), ROOT)), sep="\n")
            case "schema":
                schema.write(ROOT)
            case "offline":
                target = DIST / f"{take_along.FOLDER}.zip"
                take_along.make(ROOT, site.knowledge(ROOT / "data"), target)
                print(f"made {target} ({downloads.size(target.stat().st_size)})")
            case "downloads":
                downloads.publish(_made(), ROOT / "site")
                offline.write(ROOT / "site")  # its list has the page as it now is
                print(*(f"site/{downloads.FOLDER}/{file.name}" for file in _made()), sep="\n")
            case "sizes":
                text = sizes.table(ROOT / "site", _made())
                print(text, end="")
                if not sizes.write(ROOT / "README.md", text):
                    print("README.md has no place for it", file=sys.stderr)
            case "pages":
                print(f"wrote {build.write_pages(ROOT, options.folder)} pages to {options.folder}")
            case "gate":
                problems = gate.check(options.folder, site.knowledge(ROOT / "data"))
                _report(problems)
                return 1 if problems else 0
            case "handbook":
                for file in handbook.bind(ROOT, options.site, options.out, options.kind, options.paper):
                    print(f"wrote {file.as_posix()}")
    except ProblemsFound as found:
        _report(found.problems)
        print(f"{len(found.problems)} problems; nothing was changed", file=sys.stderr)
        return 1
    return 0


def _made() -> list[Path]:
    return sorted(p for p in DIST.glob("*") if p.is_file())


def _report(problems: list[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
