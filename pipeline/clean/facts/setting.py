"""How a text sets its lines: how full the full ones are, and how a paragraph begins."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

SHORT = 0.88
"""No full line of justified type is shorter, as a share of the measure."""
FULLEST = 1.07
LONGEST_LAST = 0.035
"""A paragraph's last line is set at its natural width, so that it exceeds the measure by less."""
SURELY_SHORT = 0.8
FEWEST = 5
SPREAD, FIRST_SPREAD = 0.028, 0.03
"""Standard deviations where the text has too few lines to tell."""
LEAST_SPREAD, LEAST_FIRST_SPREAD = 0.018, 0.02
FULL_LAST_LINES = 0.18
"""So many paragraphs end in a full line for each that ends in a short one."""
USUAL_PRIOR, UNTOLD = 5.0, 3.0
"""The odds where a text says nothing, and how many of its lines outweigh them."""
MOST = 9.0
"""The next line's width counts for no more, in odds: italics and capitals deceive."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the widths of a text's lines are, as shares of the measure."""

    full: float
    spread: float
    first: float
    """A paragraph's first line, which is indented and so holds less."""
    first_spread: float
    prior: float
    """The odds that a full line which ends a sentence ends its paragraph."""


def learn_setting(full: Sequence[float], ends: Sequence[tuple[float, float]]) -> Setting:
    """Learn from the lines whose part is sure.

    ``full`` are the widths of lines in mid-paragraph; ``ends`` those of lines that end a sentence,
    each with the width of the line behind it.
    """
    middle = statistics.median(full) if full else 1.0
    spread = statistics.pstdev(full) if len(full) >= FEWEST else SPREAD
    firsts = [two for one, two in ends if one < SURELY_SHORT and 0.85 < two < FULLEST]
    first = statistics.median(firsts) if len(firsts) >= FEWEST else middle
    first_spread = statistics.pstdev(firsts) if len(firsts) > FEWEST + 3 else FIRST_SPREAD
    short = sum(1 for one, _ in ends if one < SHORT)
    unsure = len(ends) - short
    likely = min(FULL_LAST_LINES * short, unsure / 2)
    shown, hidden = likely / (FULL_LAST_LINES / 1.3), unsure - likely
    prior = (shown + USUAL_PRIOR * UNTOLD) / (hidden + UNTOLD)
    return Setting(
        middle, max(spread, LEAST_SPREAD), first, max(first_spread, LEAST_FIRST_SPREAD), prior
    )


def odds_of_end(setting: Setting, share: float, following: float) -> float:
    """Give the odds that a line which ends a sentence ends its paragraph too.

    A last line may have any width up to the measure; a full one is near it. If paragraphs are
    indented, the next line holds less where it begins one.
    """
    if share > 1 + LONGEST_LAST:
        return 0.0
    odds = setting.prior / max(_density(share, setting.full, setting.spread), 1e-9)
    if 0.84 < following < FULLEST:
        begins = _density(following, setting.first, setting.first_spread)
        goes_on = _density(following, setting.full, setting.spread)
        odds *= min(max(begins / max(goes_on, 1e-9), 1 / MOST), MOST)
    return odds


def _density(share: float, mean: float, spread: float) -> float:
    return math.exp(-(((share - mean) / spread) ** 2) / 2) / (spread * math.sqrt(2 * math.pi))
