"""Hold every validator of a finished build to a clear yes."""

import json
import sys
from pathlib import Path


def main(out: Path) -> int:
    """Print each verdict; 1 if a text has no report, or one edition of it no yes."""
    reports = sorted(out.glob("*/report.json"))
    refused = 0 if reports else 1
    for path in reports:
        for verdict in json.loads(path.read_text(encoding="utf-8"))["verdicts"]:
            answer = {True: "valid", False: "INVALID"}.get(verdict["valid"], "NOT CHECKED")
            refused += verdict["valid"] is not True
            print(f"{path.parent.name}: {verdict['edition']:<5} {answer} ({verdict['checker']})")
    return int(refused > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
