"""Hand out ids: stable, unique in the document, made from what a thing is called."""

from pipeline.tei.build import slug


class Ids:
    """The ids already taken, so that each is given once.

    >>> ids = Ids(["colophon"])
    >>> ids.take("Chapter One", "chapter"), ids.take("Chapter One!", "chapter")
    ('chapter-one', 'chapter-one-2')
    >>> ids.take("Глава", "chapter"), ids.take("Colophon", "chapter")
    ('chapter', 'colophon-2')
    """

    def __init__(self, reserved: list[str] | None = None) -> None:
        self._count = dict.fromkeys(reserved or [], 1)

    def take(self, wanted: str, otherwise: str) -> str:
        """Give an id made from ``wanted``, or from ``otherwise`` when that has no Latin letters."""
        return self.exactly(slug(wanted) or otherwise)

    def exactly(self, name: str) -> str:
        """Give this id, or the next of its name that is free: ``preface-2``."""
        count = self._count.get(name, 0)
        free = name
        while free in self._count:
            count += 1
            free = f"{name}-{count}"
        self._count[name] = max(count, 1)
        self._count.setdefault(free, 1)
        return free
