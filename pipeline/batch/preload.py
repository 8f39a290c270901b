"""Import what takes long, once, in the server that every text's process is forked from."""

# ruff: noqa: E402
import signal
from contextlib import suppress

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends its texts

import pipeline.run
from pipeline import program
from pipeline.errors import PipelineError
from pipeline.resources import styles_folder
from pipeline.write import pdf_engine

__all__ = ["pipeline"]

program.digest()  # of the code as it is loaded here, whatever becomes of the files
with suppress(PipelineError):  # what is missing is told by the text that needs it
    pdf_engine.engine(styles_folder() / "fonts.conf")
