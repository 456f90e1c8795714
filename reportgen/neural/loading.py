"""torch and its friends: loaded once, patiently, and quietly."""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENMP_WAITING = "OMP_WAIT_POLICY"
_NOISY = ("sentence_transformers", "transformers", "huggingface_hub", "torch")


@contextmanager
def patient_threads() -> Iterator[None]:
    """Have torch's threads sleep while they wait for one another, unless the user has a say.

    By default they spin, and on a machine that has something else to do they then spin away the
    very time the others need: with both of two cores busy otherwise a batch of 1,024 tokens took
    0.9 to 1.5 s, and 0.09 to 0.3 s with patient threads (2026-11-21).  OpenMP reads this when it
    is loaded, and never again.
    """
    if _OPENMP_WAITING in os.environ:
        yield
        return
    os.environ[_OPENMP_WAITING] = "PASSIVE"
    try:
        yield
    finally:
        os.environ.pop(_OPENMP_WAITING, None)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries' chatter off the user's terminal."""
    loggers = [logging.getLogger(name) for name in _NOISY]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
