"""Find what `make handbook` needs from the system, and what its tests need, installed when root.

usage: python tools/find_libraries.py [--install] [--java]

WeasyPrint needs Pango, and a font to set the text in. EPUBCheck, with which the tests check the EPUB (--java), needs
Java. Says what to install and exits with 1 when something is missing.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys

# The name that the system's loader knows, and Debian's package of it.
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
FONTS = "fonts-dejavu-core"
JAVA = "default-jre-headless"


def missing(java: bool) -> list[str]:
    """Return Debian's names of the packages that are missing."""
    found = [package for name, package in LIBRARIES.items() if not ctypes.util.find_library(name)]
    if not _has_a_font():
        found += ["fontconfig", FONTS]
    if java and not shutil.which("java"):
        found.append(JAVA)
    return found


def _has_a_font() -> bool:
    lister = shutil.which("fc-list")
    return bool(lister) and bool(subprocess.run([str(lister)], capture_output=True, check=False).stdout)


def install(packages: list[str]) -> None:
    """Install Debian packages, when root; what failed is seen by looking again."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (
            ["apt-get", "update"],
            ["apt-get", "install", "--yes", "--no-install-recommends", *packages],
        ):
            subprocess.run(command, capture_output=True, check=False)


def main() -> int:
    java = "--java" in sys.argv
    if "--install" in sys.argv and (packages := missing(java)):
        install(packages)
    if packages := missing(java):
        print(f"missing: install the packages {' '.join(packages)} (Debian's names)", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
