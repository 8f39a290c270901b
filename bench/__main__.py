"""Print all figures, or those that are named: ``python -m bench accuracy rules speed review``."""

import sys
from collections.abc import Callable, Mapping

from bench import accuracy, linear, review, rules, speed

PARTS: Mapping[str, Callable[[], bool]] = {
    "accuracy": accuracy.report,
    "rules": rules.report,
    "speed": speed.report,
    "linear": linear.report,
    "review": review.report,
}


def main(names: list[str]) -> int:
    """Run the parts; the status is 1 if one of them missed its mark."""
    unknown = set(names) - PARTS.keys()
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return int(not all([PARTS[name]() for name in names or PARTS]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
