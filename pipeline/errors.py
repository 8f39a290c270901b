"""The failures a run can end with, each with its own exit status.

    PipelineError        1
      InputError         3   missing, unreadable, not text, too large, refused
      InvalidTei         4   the tree does not satisfy the schema
      LostText           5   a word did not reach the tree or an edition
      InvalidEdition     6   a checker rejected a finished file
      MissingTool        7   a program or library is not installed
      ConfigError        8   an unknown key, or a decision that no longer matches
      OtherText          9   what was given as another extraction is another text
      OutputError       10   the disk is full, or the folder is another's

Bugs are not in this tree: they raise what Python raises.
"""


class PipelineError(Exception):
    """A failure the user can do something about.

    Each carries the place (``where``: a file, or ``file:line``) and the ``cure``, so that the
    command line can print all three without knowing the class.
    """

    exit_status = 1

    def __init__(self, message: str, *, where: str = "", cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.cure = cure

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        cure = f"\n  cure: {self.cure}" if self.cure else ""
        return f"{place}{self.message}{cure}"


class InputError(PipelineError):
    """The input is missing, unreadable, not text, too large, or refused."""

    exit_status = 3


class InvalidTei(PipelineError):
    """The tree does not satisfy the schema; the message lists every problem with its line."""

    exit_status = 4


class LostText(PipelineError):
    """A word of the source did not reach the tree, or a word of the tree an edition."""

    exit_status = 5


class InvalidEdition(PipelineError):
    """A checker rejected a finished file."""

    exit_status = 6


class MissingTool(PipelineError):
    """A program or library is not installed; the cure is the command that installs it."""

    exit_status = 7


class ConfigError(PipelineError):
    """A key is unknown, or a decision no longer matches its text."""

    exit_status = 8


class OtherText(PipelineError):
    """What was given as another extraction of a text is not one of the same text."""

    exit_status = 9


class OutputError(PipelineError):
    """What was made cannot be written: the disk is full, or the folder is another's."""

    exit_status = 10
