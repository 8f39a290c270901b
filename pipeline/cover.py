"""The picture that a person gives for the front of a book."""

import io
from pathlib import Path

from pipeline.config import Config
from pipeline.errors import ConfigError

LIMIT = 10 << 20
"""Bytes of a cover; what shops take at most is less."""
SIDE = 10_000


def read_cover(text: Path, config: Config) -> bytes:
    """Read the JPEG that the decisions name for a cover, or give nothing where they name none.

    It lies beside the text, so that both are moved together and nothing else can be fetched.
    Raises ConfigError for a file that is not there, that lies elsewhere, and that is no JPEG.
    """
    if not config.cover:
        return b""
    path = text.with_name(config.cover)
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise _wrong(
            config, f"cannot be read: {error.strerror}", "put it beside the text"
        ) from error
    if len(data) > LIMIT:
        raise _wrong(config, "is larger than 10 MB", "save it smaller: 1600 by 2560 pixels")
    if not _is_jpeg(data):
        raise _wrong(config, "is no JPEG", "save it as JPEG, 1600 by 2560 pixels")
    return data


def _is_jpeg(data: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            return max(picture.size) <= SIDE
    except (OSError, ValueError, Image.DecompressionBombError):
        return False


def _wrong(config: Config, message: str, cure: str) -> ConfigError:
    return ConfigError(f"cover “{config.cover}” {message}", where=config.file, cure=cure)
