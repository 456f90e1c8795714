"""What was made from what, by digest: so that work whose outcome is at hand is not done again.

A receipt says that an input of this digest gave an output of that digest.  It holds no text and
proves what it claims: an output that was changed since has another digest, and is made anew.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from reportgen.store import cache_dir

_KEPT = 500


def digest(*parts: bytes) -> str:
    """Return a digest of `parts` that tells ("ab", "c") from ("a", "bc")."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


def gave(made_from: str, output: bytes) -> bool:
    """Say whether an input of digest `made_from` is known to give just this `output`."""
    with suppress(OSError):
        return _path(made_from).read_text(encoding="ascii") == digest(output)
    return False


def remember(made_from: str, output: bytes) -> None:
    """Note that an input of digest `made_from` gave `output`; where the cache cannot, do not."""
    with suppress(OSError):
        path = _path(made_from)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(digest(output), encoding="ascii")
        for old in sorted(path.parent.iterdir(), key=_age)[_KEPT:]:
            old.unlink(missing_ok=True)


def _path(made_from: str) -> Path:
    return cache_dir() / "receipts" / made_from


def _age(path: Path) -> float:
    with suppress(OSError):
        return -path.stat().st_mtime
    return 0.0
