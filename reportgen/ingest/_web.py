"""http(s) addresses → what lies there, within limits.  Nothing else in the program has a network.

Only an address somebody gave is fetched, and, of a feed, the pages of its entries.
"""

import re
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from reportgen.ingest import _reasons
from reportgen.ingest._document import Unreadable

_SCHEMES = ("http://", "https://")
_MAX_REDIRECTS = 5
_CHUNK_BYTES = 65_536
_OK, _REDIRECTS, _ERRORS = 200, {301, 302, 303, 307, 308}, 400
_USER_AGENT = "reportgen (a reader of articles)"
# content type → form; what is not here is told by its first bytes
_FORMS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_CHARSET = re.compile(r"charset=[\"']?([\w-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: the bytes, their form and charset as the server says, the last URL."""

    content: bytes
    form: str
    charset: str
    url: str


def is_address(given: object) -> bool:
    """Say whether `given` is an address of the web and no path."""
    return isinstance(given, str) and given.lower().startswith(_SCHEMES)


def fetch(address: str, *, max_bytes: int, max_seconds: float) -> Fetched:
    """Return what lies at `address`; redirects are followed a few times, to http(s) only.

    Raises:
        Unreadable: no answer, an error, too much, too slow, too many redirects.
    """
    import urllib3

    deadline = time.monotonic() + max_seconds
    timeout = urllib3.Timeout(connect=min(10.0, max_seconds), read=min(10.0, max_seconds))
    url = address
    with urllib3.PoolManager(retries=False, timeout=timeout) as pool:
        for _ in range(_MAX_REDIRECTS + 1):
            try:
                reply = pool.request(
                    "GET",
                    url,
                    redirect=False,
                    preload_content=False,
                    headers={"User-Agent": _USER_AGENT, "Accept-Encoding": "gzip, deflate"},
                )
                with reply:
                    if reply.status in _REDIRECTS and reply.headers.get("Location"):
                        url = _next(url, reply.headers["Location"])
                        continue
                    if reply.status != _OK:
                        raise Unreadable(f"{_reasons.OFFLINE}: HTTP {reply.status}")
                    content = _body(reply, max_bytes, deadline)
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                raise Unreadable(f"{_reasons.OFFLINE}: {_why(error)}") from error
            said = reply.headers.get("Content-Type", "")
            charset = _CHARSET.search(said)
            form = _FORMS.get(said.partition(";")[0].strip().lower(), "")
            return Fetched(
                content=content, form=form, charset=charset[1] if charset else "", url=url
            )
    raise Unreadable(f"{_reasons.OFFLINE}: more than {_MAX_REDIRECTS} redirects")


def _next(url: str, location: str) -> str:
    following = urljoin(url, location)
    if not is_address(following) or not urlsplit(following).hostname:
        raise Unreadable(f"{_reasons.OFFLINE}: redirect to no web address")
    return following


def _body(reply: "urllib3.BaseHTTPResponse", max_bytes: int, deadline: float) -> bytes:  # type: ignore[name-defined]  # noqa: F821
    parts: list[bytes] = []
    size = 0
    # read1 returns what has come, so that a trickle cannot put off the deadline
    while chunk := reply.read1(_CHUNK_BYTES, decode_content=True):
        size += len(chunk)
        if size > max_bytes:
            raise Unreadable(f"{_reasons.TOO_LARGE}: {max_bytes} bytes")
        if time.monotonic() > deadline:
            raise Unreadable(f"{_reasons.OFFLINE}: too slow")
        parts.append(chunk)
    return b"".join(parts)


def _why(error: Exception) -> str:
    """Say in two words what kept the address from answering."""
    import urllib3.exceptions as problems

    for kind, words in (
        (problems.NameResolutionError, "no such host, or no network"),
        (problems.SSLError, "certificate not trusted"),
        (problems.NewConnectionError, "connection refused, or no network"),
        (problems.TimeoutError, "no answer in time"),
        (problems.LocationParseError, "not an address"),
        (problems.ProtocolError, "connection broken off"),
    ):
        if isinstance(error, kind):
            return words
    return type(error).__name__
