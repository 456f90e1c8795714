"""What can go wrong, as values a person can act on.

ReportgenError
├── ConfigError     a setting or an option is wrong                     exit 2
├── SourceError     the articles given cannot make a briefing           exit 3
├── ModelError      the embedding model cannot be had                   exit 4
├── RenderError     the report cannot be laid out                       exit 5
├── OutputError     the report or the cache cannot be written           exit 6
└── DeliveryError   the mail cannot be handed over                      exit 7

Each says what is wrong (the message) and what to do now (the hint).  Libraries' own errors are
translated once, in the private file that calls the library, with ``raise … from``.
"""

from typing import ClassVar


class ReportgenError(Exception):
    """One line on what is wrong, and a hint on what to do now."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(ReportgenError):
    """A setting in reportgen.toml, the environment or a flag is wrong."""

    exit_code = 2


class SourceError(ReportgenError):
    """The articles given cannot make a briefing."""

    exit_code = 3


class ModelError(ReportgenError):
    """The embedding model cannot be found, read or run."""

    exit_code = 4


class RenderError(ReportgenError):
    """The report cannot be laid out (a missing system library, a broken template)."""

    exit_code = 5


class OutputError(ReportgenError):
    """A report or a cache file cannot be written."""

    exit_code = 6


class DeliveryError(ReportgenError):
    """The mail cannot be handed over (a certificate, a password, a server's refusal)."""

    exit_code = 7
