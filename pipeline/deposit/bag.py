"""A BagIt bag: files, and the sums by which an archive sees that none was lost or changed."""

import hashlib
import tempfile
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import bagit  # type: ignore[import-untyped]

from pipeline.errors import InvalidEdition

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SUM = "sha512"
"""RFC 8493, 2.4, asks every receiver to know it, and recommends it."""
BEFORE_ALL = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can tell, which stands for none."""


def bag(payload: Mapping[str, bytes], info: Mapping[str, str]) -> dict[str, bytes]:
    r"""Lay files out as a bag of BagIt 1.0 (RFC 8493): their bytes by their path in it.

    ``payload`` goes under ``data/``; ``info`` is what ``bag-info.txt`` says, one line each.

    >>> sorted(bag({"a.txt": b"a"}, {"External-Identifier": "urn:x"}))
    ['bag-info.txt', 'bagit.txt', 'data/a.txt', 'manifest-sha512.txt', 'tagmanifest-sha512.txt']
    """
    data = {f"data/{path}": held for path, held in sorted(payload.items())}
    oxum = f"{sum(map(len, data.values()))}.{len(data)}"
    lines = (
        f"{key}: {' '.join(value.split())}\n"
        for key, value in {**info, "Payload-Oxum": oxum}.items() if value
    )  # fmt: skip
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(lines).encode(),
        f"manifest-{SUM}.txt": _manifest(data),
    }
    return {**tags, f"tagmanifest-{SUM}.txt": _manifest(tags), **data}


def _manifest(files: Mapping[str, bytes]) -> bytes:
    sums = (f"{hashlib.new(SUM, held).hexdigest()}  {path}\n" for path, held in files.items())
    return "".join(sums).encode()


def validate(files: Mapping[str, bytes]) -> None:
    """Have the Library of Congress's own program judge a bag; raises InvalidEdition with its words.

    It is laid out in a folder of its own for that, as a receiver would.
    """
    with tempfile.TemporaryDirectory() as folder:
        for path, held in files.items():
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(held)
        try:
            bagit.Bag(folder).validate()
        except bagit.BagError as error:
            raise InvalidEdition(f"bagit {bagit.VERSION} rejects the bag: {error}") from error


def zipped(name: str, files: Mapping[str, bytes]) -> bytes:
    """Pack a bag into a ZIP whose one folder bears its name, the same bytes at any time."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, held in files.items():
            entry = zipfile.ZipInfo(f"{name}/{path}", BEFORE_ALL)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, held, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
