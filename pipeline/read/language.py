"""The language of a text that does not say it."""

from __future__ import annotations

import re

from pipeline.language import language_of

TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def language_tag(named: str, text: str) -> str:
    """Give the language a file names, as BCP 47, or the one its words are in.

    >>> language_tag("pt_BR", "")
    'pt-BR'
    >>> language_tag("", "La loi et l'autorité sont des choses différentes, dit-il à ses amis.")
    'fr'
    """
    named = named.strip().replace("_", "-")
    if TAG.fullmatch(named):
        return named
    return language_of(text)
