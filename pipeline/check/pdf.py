"""page-validation's verdict on one PDF."""

from pathlib import Path

from pipeline.check.epub import why
from pipeline.check.process import Ask
from pipeline.report import Verdict

NAME = "page-validation"
OURS = ("3a", "ua1")
"""What every PDF of ours claims, and is held to whether it says so or not."""
NAMES = {"ua1": "PDF/UA-1", "ua2": "PDF/UA-2"}
JUDGED = frozenset({"1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "ua1"})


def check_pdf(path: Path, ask: Ask, profiles: tuple[str, ...] = OURS) -> Verdict:
    """Ask page-validation whether the file is the PDF/A and PDF/UA it should be.

    With no ``profiles`` it is held to what its own metadata claims; a file that claims nothing
    cannot be judged, so ``valid`` is None. Two rules are known to misfire and are not believed
    alone: compressed XMP is forbidden in PDF/A-1 only (ISO 19005-1, 6.7.2), and a stream that
    ends in a carriage return is taken for one of the wrong length, so lengths are counted again.
    """
    judged = [profile for profile in profiles if profile in JUDGED]
    answer = ask({"task": "pdf", "path": str(path), "profiles": " ".join(judged)})
    if "failures" not in answer:
        return Verdict("pdf", NAME, None, detail=why(answer, NAME))
    checker = f"{NAME} {answer['version']}"
    claimed = ", ".join(name(profile) for profile in answer["profiles"])
    if not claimed:
        detail = "not checked: the file claims neither PDF/A nor PDF/UA"
        return Verdict("pdf", checker, None, detail=detail)
    problems = tuple(
        f"{name(profile)} {rule}: {message}"
        for profile, rule, message in answer["failures"]
        if not false_alarm(profile, rule, answer["wrong_lengths"])
    )
    ignored = len(answer["failures"]) - len(problems)
    note = f"; {ignored} false alarms of the checker set aside" if ignored else ""
    return Verdict("pdf", checker, not problems, problems, f"held to {claimed}{note}")


def check_any_pdf(path: Path, ask: Ask) -> Verdict:
    """Hold a PDF of anyone's making to what it claims."""
    return check_pdf(path, ask, ())


def name(profile: str) -> str:
    """Write a profile as the standard is called.

    >>> name("3a"), name("ua1")
    ('PDF/A-3a', 'PDF/UA-1')
    """
    return NAMES.get(profile, f"PDF/A-{profile}")


def false_alarm(profile: str, rule: str, wrong_lengths: int) -> bool:
    """Tell whether a failure is one that the checker is known to see where there is none.

    >>> false_alarm("3a", "PDFA3-METADATA-FILTER-001", 0)
    True
    >>> false_alarm("1b", "PDFA1-METADATA-FILTER-001", 0)
    False
    >>> false_alarm("3a", "PDFA3-STREAM-LENGTH-001", 2)
    False
    """
    if "METADATA-FILTER" in rule:
        return not profile.startswith("1")
    return "STREAM-LENGTH" in rule and not wrong_lengths
