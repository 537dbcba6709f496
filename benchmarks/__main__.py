"""``python -m benchmarks [NAME…] [--small]``: run benchmarks, print their table, renew docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks.report import TABLE, renew, table
from benchmarks.running import measured, names, title


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks to run; without one, all")
    parser.add_argument("--small", action="store_true", help="little input, and nothing is written")
    asked = parser.parse_args(arguments)
    known = names()
    if unknown := [name for name in asked.names if name not in known]:
        parser.error(f"no benchmark is called {unknown[0]!r}; there are: {', '.join(known)}")
    for name in asked.names or known:
        rows = measured(name, asked.small)
        print(f"{name}\n{table(rows)}\n", flush=True)
        if not asked.small:
            TABLE.write_text(renew(TABLE.read_text(encoding="utf-8"), name, title(name), rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
