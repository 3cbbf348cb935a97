"""The project's commands: `python -m macros check` and its like."""

import argparse
import sys
from pathlib import Path

from .checks import check_folder


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m macros")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="validate data/")
    options = parser.parse_args(arguments)
    data, problems = check_folder(Path("data"))
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(data.documents)} entries, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
