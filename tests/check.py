"""Every check of the project, each one run whatever became of the others: `python tests/check.py`. Exit code 1 where one fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("pytest", *sys.argv[1:]),
)


def main() -> int:
    """Run the checks; what stands after the command goes to pytest."""
    failed = []
    for check in CHECKS:
        print("$", *check, flush=True)
        if subprocess.run([sys.executable, "-m", *check], cwd=Path(__file__).parent.parent, check=False).returncode:
            failed.append(check[0] if check[1:2] != ("format",) else "ruff format")
    if failed:
        print("failed:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
