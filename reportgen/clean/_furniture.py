"""What a block says of itself: crumbs, buttons, teasers and the like, by their own words.

These rules look at one block alone.  Those that need its place in the article are in `_layout`.
"""

import re

from reportgen import arabic, phrases
from reportgen.clean import _reasons
from reportgen.clean._blocks import Block

_MAX_FURNITURE_WORDS = 30
_MAX_LINE_WORDS = 15
_MAX_BYLINE_WORDS = 12
_MAX_CRUMB_WORDS = 12
_MAX_DISCLAIMER_WORDS = 80

_SEPARATORS = ("\\", "›", "»", ">", "←", "→", "‹", "::")
_WEAK_SEPARATORS = ("/", "|")  # «عام / افتتاح المعرض / إضافة أولى» is a headline
_PAIR = 2
# A dateline is mostly date: at least so many pieces of one, at most so many other words.
_DATELINE_PIECES = 5
_DATELINE_OTHER_WORDS = 3
_DATE_PIECES = phrases.WEEKDAYS | phrases.MONTHS | phrases.DATE_WORDS
_DATE_PIECE = re.compile(r"[^\W\d_]+|\d+")
_HASHTAGS = re.compile(r"(?:#\w+[\s,\u060c]*){2,}\Z")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)\Z")
_CONTACT = re.compile(r"(?:https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w.-]{1,255}|@\w+)\Z")
_WORD = re.compile(r"\w+")


def furniture(block: Block) -> str | None:
    """Return the reason why `block` is no part of the story wherever it stands, or nothing."""
    if not block.has_words:
        return _reasons.MARK
    if block.words > _MAX_FURNITURE_WORDS:
        return None
    return next((reason for reason, is_it in _TABLE if is_it(block)), None)


def is_related(block: Block) -> bool:
    """Say whether the line leads to other articles."""
    key = block.key
    return (
        bool(_RELATED.match(key))
        or key in phrases.RELATED_BEFORE_COLON
        or (_label(key) in phrases.RELATED_BEFORE_COLON and block.words <= _MAX_LINE_WORDS + 10)
    ) and not (block.is_ended and block.last_mark == "." and block.words > _MAX_LINE_WORDS)


def is_bare_related(block: Block) -> bool:
    """Say whether the line is only the heading of a list of other articles."""
    return block.key in phrases.RELATED or block.key in phrases.RELATED_BEFORE_COLON


def crumbs(block: Block, neighbours: frozenset[str]) -> tuple[str, ...]:
    """Return the parts of a path through a site («الرئيسية > آراء > …»), folded, or none.

    A path opens with the site's front page, or ends with the headline that stands in a line of
    its own (`neighbours`), or is written with marks that no headline has.
    """
    if block.words > _MAX_FURNITURE_WORDS:
        return ()
    for separator in (*_SEPARATORS, *_WEAK_SEPARATORS):
        if separator == "»" and "«" in block.key:
            continue
        parts = tuple(part.strip() for part in block.key.split(separator))
        if len(parts) == 1 or any(not 0 < len(p.split()) <= _MAX_CRUMB_WORDS for p in parts):
            continue
        is_spaced = f" {separator} " in block.key
        is_path = len(parts) > _PAIR and is_spaced and separator in _SEPARATORS
        if is_path or parts[0] in phrases.HOME or (is_spaced and parts[-1] in neighbours):
            return parts
    return ()


def is_date_line(block: Block) -> bool:
    """Say whether the line holds a date or a time and hardly anything else."""
    pieces = _DATE_PIECE.findall(block.key)
    if not any(map(str.isdigit, pieces)) or len(pieces) > _MAX_LINE_WORDS:
        return False
    known = [p for p in pieces if p.isdigit() or p in _DATE_PIECES]
    others = len(pieces) - len(known)
    if others:  # «الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس»
        return len(known) >= _DATELINE_PIECES and others <= _DATELINE_OTHER_WORDS
    return any(len(p) > _PAIR or p in phrases.MONTHS for p in known)


def is_byline(block: Block) -> bool:
    """Say whether the line names who wrote, translated, sent or photographed."""
    if block.words > _MAX_BYLINE_WORDS or block.is_ended:
        return False
    first = block.key.split(" ", 1)[0].rstrip(":-/|")
    return first in phrases.BYLINE_SURE or (
        first in phrases.BYLINE and (_label(block.key) in phrases.BYLINE or "-" in block.key[:24])
    )


def is_section(block: Block) -> bool:
    """Say whether the line is the name of a page of a newspaper."""
    return block.key in phrases.SECTIONS or block.key in phrases.HOME


def is_contact(block: Block) -> bool:
    """Say whether the line is only an address."""
    return bool(_CONTACT.match(block.visible))


def is_source_line(block: Block) -> bool:
    """Say whether the line names the source («المصدر: وكالات»), or would have."""
    return block.words <= _MAX_BYLINE_WORDS and (
        block.key in phrases.SOURCES or _label(block.key) in phrases.SOURCES
    )


def is_disclaimer(block: Block) -> bool:
    """Say whether the block speaks of the site's opinions and rules for comments."""
    if block.words > _MAX_DISCLAIMER_WORDS:
        return False
    key = arabic.fold(block.visible)
    return sum(phrase in key for phrase in phrases.DISCLAIMERS) > 1


def _is_end_of_report(block: Block) -> bool:
    word = block.key.partition("//")[0].strip(" ()*")
    return block.words <= _MAX_LINE_WORDS and word in phrases.END_OF_REPORT


def _is_share(block: Block) -> bool:
    found = set(_WORD.findall(block.key))
    return found <= phrases.SHARE_WORDS and bool(found & phrases.SHARE_MARKERS)


def _is_follow(block: Block) -> bool:
    return block.words <= _MAX_LINE_WORDS and (
        bool(_FOLLOW_US.match(block.key)) or block.key in phrases.FOLLOW_US_ALONE
    )


def _is_copyright(block: Block) -> bool:
    return "©" in block.visible or bool(_COPYRIGHT.match(block.key))


def _is_tags(block: Block) -> bool:
    has_label = block.key in phrases.TAGS or _label(block.key) in phrases.TAGS
    return has_label or bool(_HASHTAGS.match(block.visible))


def _is_comments(block: Block) -> bool:
    return block.key.rstrip(" 0123456789()") in phrases.COMMENTS


def _is_reading_time(block: Block) -> bool:
    return block.words <= _MAX_LINE_WORDS and bool(_READING_TIME.match(block.key))


def _opening(phrases_: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches a text that begins with one of `phrases_`, as whole words."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases_))})(?![^\W_])")


def _label(key: str) -> str:
    """Return what stands before a colon."""
    label, colon, _ = key.partition(":")
    return label.strip() if colon else ""


def _is_image(block: Block) -> bool:
    return bool(_IMAGE.match(block.visible))


def _is_bare_sources(block: Block) -> bool:
    return block.key in phrases.SOURCES


_RELATED = _opening(phrases.RELATED)
_FOLLOW_US = _opening(phrases.FOLLOW_US)
_COPYRIGHT = _opening(phrases.COPYRIGHT)
_READING_TIME = _opening(phrases.READING_TIME)

_TABLE = (
    (_reasons.IMAGE, _is_image),
    (_reasons.CONTACT, is_contact),
    (_reasons.END_OF_REPORT, _is_end_of_report),
    (_reasons.TEASER, is_related),
    (_reasons.SOURCES, _is_bare_sources),
    (_reasons.FOLLOW_US, _is_follow),
    (_reasons.SHARE, _is_share),
    (_reasons.COPYRIGHT, _is_copyright),
    (_reasons.TAGS, _is_tags),
    (_reasons.COMMENTS, _is_comments),
    (_reasons.READING_TIME, _is_reading_time),
)
