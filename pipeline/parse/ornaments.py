"""Scene breaks: which lines of signs are one."""

import re

from pipeline.model import Inlines, Text

ORNAMENT = re.compile(
    r"[ \t]*(?P<sign>(?:\\?[*•·~⁂❦☙❧✻✽◆◇※§#+=_—–-][ \t]*){3,9}|(?:\\?[*•~][ \t]*){2}"
    r"|\\?[*⁂❦☙❧✻✽◆◇※~]|[-—–~]{0,3}[ ]?(?:o[ ]?[O0][ ]?o|oo[O0]oo)[ ]?[-—–~]{0,3})[ \t]*$"
)


def signs_in(line: str) -> Inlines | None:
    """Give the signs of a scene break, none of a rule, and None of any other line.

    It has three signs or more, two stars, or one that is nothing but an ornament.

    >>> signs_in("***"), signs_in("---"), signs_in("* one")
    ((Text(text='***'),), (), None)
    """
    match = ORNAMENT.match(line)
    if not match:
        return None
    signs = match["sign"].replace("\\", "").split()
    return () if set("".join(signs)) <= set("-—–_") else (Text(" ".join(signs)),)
