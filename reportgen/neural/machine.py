"""What this machine's processor is good at, asked without loading torch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Precision = Literal["bf16", "fp32"]

_CPU_FACTS = Path("/proc/cpuinfo")
_BF16_FLAGS = ("amx_bf16", "avx512_bf16")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The precision a model runs in, and why."""

    precision: Precision
    reason: str


def choose_precision(wanted: Literal["auto", "bf16", "fp32"]) -> Choice:
    """Return the precision to compute in: bf16 where the processor multiplies it natively.

    Elsewhere bf16 would be emulated and slower than fp32.
    """
    if wanted != "auto":
        return Choice(precision=wanted, reason="asked for")
    native = [flag for flag in _BF16_FLAGS if flag in _cpu_flags()]
    if native:
        return Choice(precision="bf16", reason=f"this processor has {' and '.join(native)}")
    return Choice(precision="fp32", reason=f"this processor has none of {', '.join(_BF16_FLAGS)}")


@cache
def _cpu_flags() -> frozenset[str]:
    try:
        facts = _CPU_FACTS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    flags = re.search(r"^flags\s*:(.*)$", facts, re.MULTILINE)
    return frozenset(flags.group(1).split()) if flags else frozenset()
