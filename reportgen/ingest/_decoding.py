"""Bytes → text, whatever the encoding; text that was decoded wrongly before it came is refused.

UTF-8, UTF-16 and UTF-32 prove themselves.  A text of one byte a letter does not: every reading of
it is "valid".  charset-normalizer ranks the readings, and the words most frequent in Arabic
(or English, or French) decide where it cannot.
"""

import codecs
import re

from reportgen import arabic
from reportgen.ingest import _reasons
from reportgen.ingest._document import Unreadable
from reportgen.stopwords import STOP_WORDS

# windows-1256 first: on the Arabic letters that both have, the commoner of the two is the guess
_SINGLE_BYTE = ("cp1256", "iso8859_6", "cp1252")
_WIDE_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 200_000
_SHOWN_BYTES = 4_000
_LATIN_WORDS = frozenset(
    {
        *("the", "of", "and", "to", "in", "is", "was", "for", "that", "with", "on", "as", "by"),
        *("le", "la", "les", "des", "et", "en", "du", "une", "que", "est", "pour", "dans", "par"),
    }
)
_COMMON = STOP_WORDS | _LATIN_WORDS
# Of the words of running Arabic, English or French more than a quarter are such; of a wrong
# reading hardly any (own samples in all six encodings, 2026-11-21).
_MIN_COMMON_SHARE = 0.06
# a word of two scripts is the mark of a wrong reading
_MIXED = re.compile(r"[a-z\u00df-\u00ff][\u0621-\u064a]|[\u0621-\u064a][a-z\u00df-\u00ff]")

# «العربية» once written in UTF-8 and read as windows-1252 («Ø§Ù„Ø¹»), or as windows-1256 («ط§ظ„»)
_UTF8_AS_1252 = re.compile(r"(?:[ØÙÚÛ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a€™]){3}")
_UTF8_AS_1256 = re.compile(
    r"(?:[طظ][\u0080-\u00bf\u0152\u0153\u0192\u02c6\u2013-\u203a€™\u200c-\u200f\u067e\u0679"
    r"\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2\u060c\u061b\u061f]){3}"
)
# without the signs of multiplication and division among them
_ACCENTED = re.compile(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_MAX_ACCENTED_SHARE = 0.5
_MIN_LETTERS = 20
_MAX_REPLACED_SHARE = 0.01
_MAX_QUESTION_SHARE = 0.2  # «???? ???»: the letters were lost on the way
_MAX_GARBLED_PER_CHAR = 1 / 200


def decoded(content: bytes, *, charset: str = "") -> str:
    """Return the text of `content`; a byte order mark is removed and nothing else changed.

    `charset` is what somebody said of it (a mail header, a server); it is believed where the
    content does not prove something else.

    Raises:
        Unreadable: it is no text, or nobody can tell which.
    """
    for mark, encoding in _WIDE_BOMS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\0" in content:
        return _strictly(content, _wide_without_mark(content))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if content.startswith(codecs.BOM_UTF8):
            raise Unreadable(f"{_reasons.NOT_TEXT}: byte {error.start}") from error
        return _single_byte(content, charset, error.start)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(_reasons.BINARY) from error
    if "\0" in text:
        raise Unreadable(_reasons.BINARY)
    return text


def _wide_without_mark(content: bytes) -> str:
    """Tell UTF-16 without its mark by where the zeros of its spaces stand; else it is binary.

    What is UTF-8 beyond ASCII is none: letters of UTF-16 do not make such pairs by chance.
    """
    if not content.isascii() and _is_utf8(content):
        raise Unreadable(_reasons.BINARY)
    sample = content[:_SHOWN_BYTES]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    blanks = sample.count(b" \0"), sample.count(b"\0 ")
    if min(odd, even) == 0 and max(blanks) > len(sample) / 100:
        return "utf-16-le" if odd else "utf-16-be"
    raise Unreadable(_reasons.BINARY)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(content: bytes, charset: str, first_bad: int) -> str:
    named = _known(charset)
    if named:
        try:
            text = content.decode(named)
        except UnicodeDecodeError:
            text = ""
        if text and "\0" not in text and not is_garbled(text):
            return text
    best = max(_ranked(content), default=None, key=lambda found: (found[0], -found[1]))
    if best is None or best[0] < _MIN_COMMON_SHARE:
        raise Unreadable(f"{_reasons.UNKNOWN_ENCODING}: byte {first_bad}")
    return best[2]


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name if charset else ""
    except (LookupError, ValueError):
        return ""
    return "" if name in {"utf-8", "ascii"} else "cp1252" if name == "iso8859-1" else name


def _ranked(content: bytes) -> list[tuple[float, int, str]]:
    """Return each possible reading with its share of common words, in order of preference."""
    from charset_normalizer import from_bytes

    sample = content[:_SAMPLE_BYTES]
    liked = [
        match.encoding for match in from_bytes(sample, cp_isolation=list(_SINGLE_BYTE), threshold=1)
    ]
    order = sorted(_SINGLE_BYTE, key=lambda name: (name == "cp1252", name not in liked))
    readings = []
    for rank, name in enumerate(order):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if any(c < " " and c not in "\t\n\r\f\v\x1a" for c in text[:_SHOWN_BYTES]):
            continue
        readings.append((round(_common_share(text[:_SAMPLE_BYTES]), 2), rank, text))
    return readings


def _common_share(text: str) -> float:
    words = arabic.words(arabic.fold(text[:_SHOWN_BYTES]))
    right = sum(word in _COMMON for word in words)
    wrong = sum(bool(_MIXED.search(word)) for word in words)
    return (right - wrong) / max(len(words), 1)


def is_garbled(text: str) -> bool:
    """Say whether `text` was decoded wrongly by somebody before it came («Ø§Ù„Ø¹Ø±Ø¨»)."""
    sample = text[:_SAMPLE_BYTES]
    most = max(2, len(sample) * _MAX_GARBLED_PER_CHAR)
    for pattern in (_UTF8_AS_1252, _UTF8_AS_1256):
        if len(pattern.findall(sample)) >= most:
            return True
    if sample.count("?") > max(20, len(sample) * _MAX_QUESTION_SHARE):
        return True
    if sample.count("\ufffd") > max(2, len(sample) * _MAX_REPLACED_SHARE):
        return True
    latin, accented = len(_LATIN.findall(sample)), len(_ACCENTED.findall(sample))
    return latin >= _MIN_LETTERS and accented > _MAX_ACCENTED_SHARE * latin
