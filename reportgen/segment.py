"""Articles → sentences: exact spans of the kept paragraphs, never a rewritten character.

    "قال د. سامي: «انتهى الأمر. سنعود.» ثم غادر.وعاد 14.12.2017."
     └──────────────────────────────────────┘└─────────────────┘

Arabic has no capital letters, so nothing after a full stop tells whether a sentence begins.  What
comes before it does: a lone letter is an initial, a digit on both sides is a number, an open
quotation is not over.  Where in doubt no cut is made: a long quote is true, half a quote is not.
"""

import re
from collections.abc import Iterator, Sequence

from reportgen import arabic, phrases
from reportgen.clauses import clauses
from reportgen.model import Article, Paragraph, Sentence

# A quotation longer than this is cut at its full stops like other text: its closing mark is
# probably missing, or its sentences are worth quoting one by one.  See bench/segmentation.py.
_MAX_QUOTATION_CHARS = 600
_MAX_BRACKET_CHARS = 300
# Two dots are a pause in one newspaper and a full stop in another; after this much text a full
# stop is the better guess (no sentence of UD Arabic-PUD has an ellipsis so late; 2026-11-21).
_ELLIPSIS_ENDS_AFTER_CHARS = 150
# Some papers write a whole report with one full stop.  After so much text, more than a column bears
# (45 words), a comma before «وقالت اللجنة» ends a statement: no sentence of UD Arabic-PUD, EASC and
# MultiLing changes; SaudiNewsNet has one such comma in 150 articles (2026-11-25).
_RUNS_ON_AFTER_CHARS = 300
_LOOKBACK_CHARS = 16

_TOKEN = re.compile(
    r"""
    (?P<address>(?:https?://|www\.)[^\s<>"«»]+)
  | (?P<date>\b\d{1,2}\.[ ]?\d{1,2}\.[ ]?\d{2,4}\b)
  | (?P<heading>\#+)
  | (?P<end>[.!?\u061f\u06d4\u2026]+)
  | (?P<comma>[,\u060c]\s+(?=و))
    """,
    re.VERBOSE,
)
_CONTINUES = ",;:\u060c\u061b"  # comma, semicolon, colon, ARABIC COMMA, ARABIC SEMICOLON
# an address does not own the mark that ends its sentence
_ADDRESS_TAIL = arabic.SENTENCE_ENDS + _CONTINUES + ")]}"
_LEAD_IN = re.compile(r"(\*\*|__)(?P<words>[^*_\n]{1,120}:)\1|(\*\*|__)(?P<more>[^*_\n]{1,120})\3:")
_LIST_NUMBER = re.compile(r"\s*[\d\u0660-\u0669]{1,3}\Z")
_CLOSERS = "\"'»”’)]}*_"
_PAIRS = {"«": "»", "“": "”", "(": ")", "[": "]"}
_QUOTES = re.compile(r"[\"«»“”()\[\]]")
# Marks that belong to what stands before them, or to a list, and to no sentence.
_LEADING = re.compile(r"(?:[\"'»”’)\]}*•–—-]+\s+|[\s\x00-\x1f\x7f])*")
_INVISIBLE = re.compile(f"[{arabic.BIDI_CONTROLS}]")
_WORD_BEFORE = re.compile(r"[^\W\d_](?:[\w.\u0640\u064b-\u0652]*[^\W_][\u064b-\u0652]*)?\Z")


def segment(articles: Sequence[Article]) -> tuple[Sentence, ...]:
    """Cut the kept paragraphs of each article into sentences that remember where they came from.

    The spans of one article are in order, do not overlap, lie inside its paragraphs and give back
    the very characters of its text.  A headline is one sentence; marks without a letter or a digit
    are none.  The cost is linear in the length of the text, whatever it holds.
    """
    return tuple(sentence for article in articles for sentence in _of_article(article))


def _of_article(article: Article) -> Iterator[Sentence]:
    position = 0
    for index, paragraph in enumerate(article.paragraphs):
        for start, end in _spans(article.text, paragraph):
            text = article.text[start:end]
            yield Sentence(
                article=article.id,
                start=start,
                end=end,
                text=text,
                folded=arabic.fold(text),
                paragraph=index,
                position=position,
                role=paragraph.role,
                clauses=clauses(article.text, start, end),
            )
            position += 1


def _spans(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Return the spans of a paragraph's sentences, without the white space around them."""
    block = text[paragraph.start : paragraph.end]
    cuts = iter(()) if paragraph.role == "title" else _cuts(block)
    start = 0
    for end, resume in (*cuts, (len(block), len(block))):
        piece = block[start:end]
        if any(map(str.isalnum, piece)):
            marks = _LEADING.match(piece)
            left = marks.end() if marks else 0
            yield paragraph.start + start + left, paragraph.start + start + len(piece.rstrip())
        start = resume


def _cuts(block: str) -> Iterator[tuple[int, int]]:
    """Return where sentences end and where the next may begin; between lie marks of no sentence."""
    inside = _Protected(block)
    start = 0
    lead_in = _LEAD_IN.match(block)
    if lead_in:
        group = "words" if lead_in["words"] else "more"
        yield lead_in.start(group), lead_in.start(group)
        yield lead_in.end(group), lead_in.end()
        start = lead_in.end()
    at = start
    while token := _TOKEN.search(block, at):
        at = token.end()
        cut = None
        if token.lastgroup == "address":
            at = token.start() + len(token[0].rstrip(_ADDRESS_TAIL))
        elif token.lastgroup == "heading":
            cut = (token.start(), at) if _is_heading_mark(block, token) else None
        elif at - start <= len(" .") and block[start : at + 1] in {". ", " . "}:
            cut = (at, at)  # nothing stands before it; a file full of these must cost little
        elif token.lastgroup == "end":
            end = _after_closers(block, at)
            at = max(at, end)
            if _is_end(block, token, end, start, inside):
                cut = (end, end)
        elif token.lastgroup == "comma" and _runs_on(block, token, start, inside):
            cut = (token.start(), at)
        if cut:
            yield cut
            start = cut[1]


def _runs_on(block: str, token: re.Match[str], start: int, inside: "_Protected") -> bool:
    """Say whether an overlong sentence had better end at this comma: somebody else speaks next."""
    rest = block[token.end() : token.end() + _LOOKBACK_CHARS * 2]
    if token.start() - start < _RUNS_ON_AFTER_CHARS or inside.at(token.start(), token.end()):
        return False
    verb, *then = arabic.words(arabic.fold(rest)) or [""]
    return verb in phrases.NEXT_SPEAKS and bool(then) and then[0] not in phrases.STILL_SPEAKS


def _after_closers(block: str, at: int) -> int:
    """Step over the marks that close a quotation, a bracket or bold type after its full stop."""
    end = at
    while end < len(block) and block[end] in _CLOSERS:
        end += 1
    # a straight quotation mark glued to what follows opens the next sentence
    if end > at and end < len(block) and block[end - 1] in "\"'*_" and block[end].isalnum():
        return at
    return end


def _is_heading_mark(block: str, token: re.Match[str]) -> bool:
    """Tell the marks of a lost heading («محادثات جنيف# على صعيد») from a hashtag and from C#."""
    before = block[token.start() - 1] if token.start() else " "
    after = block[token.end()] if token.end() < len(block) else " "
    if len(token[0]) > 1:
        return True
    return after.isspace() and not before.isascii()


def _is_end(block: str, token: re.Match[str], end: int, start: int, inside: "_Protected") -> bool:
    """Say whether the marks of `token`, closed at `end`, end the sentence begun at `start`."""
    after = block[end : end + 1]
    rest = block[end : end + _LOOKBACK_CHARS].lstrip()
    if not rest:
        return True
    if after in _CONTINUES or inside.at(token.start(), end):
        return False
    marks = token[0]
    if marks.startswith("..") or "\u2026" in marks:
        return token.start() - start >= _ELLIPSIS_ENDS_AFTER_CHARS
    if marks != ".":
        # «لماذا الآن؟» يتساءل الكاتب: a question that closes a quotation may go on after it
        return end == token.end() or not after.isspace()
    if rest[0].isascii() and rest[0].islower():
        return False
    return _full_stop_ends(block, token.start(), end, start, rest)


def _full_stop_ends(block: str, at: int, end: int, start: int, rest: str) -> bool:
    """Tell the full stop from the dot of an abbreviation, an initial, a number or a name."""
    before, after = block[at - 1 : at], block[end]
    if before.isdigit():
        return _ends_after_digit(block, at, start)
    word = _WORD_BEFORE.search(block[max(start, at - _LOOKBACK_CHARS) : at])
    name = word[0] if word else ""
    if not after.isspace() and end == at + 1:
        return _glued_ends(name, block[end : end + 3])
    if name in phrases.ABBREVIATIONS:
        return False
    letters = re.sub(r"[^\w]|_", "", name)
    if len(letters) == 1:
        return name in phrases.UNIT_LETTERS and _follows_number(block, at - len(name))
    # «ق.م.»، «أ.ف.ب.» may stand at the end, and then mostly «و» goes on
    if "." in name and max(map(len, name.split("."))) == 1:
        return rest.startswith("و")
    return True


def _ends_after_digit(block: str, at: int, start: int) -> bool:
    after = _INVISIBLE.sub("", block[at + 1 : at + 4])[:1]
    if after.isdigit():
        return False
    if not after.isspace():
        return after not in "-/%_" and not after.isascii()
    return not _LIST_NUMBER.match(block[max(start, at - _LOOKBACK_CHARS) : at])


def _glued_ends(name: str, rest: str) -> bool:
    """Say whether a full stop without a space after it ends a sentence («الأوسط.وسيتوجه»)."""
    if name.isascii() and rest[:1].isascii():  # an address, a file, U.S.
        return False
    letters = [len(part) for part in name.split(".")]
    return min(letters) > 1 and (rest[0].isdigit() or rest[:2].isalpha() or not rest[0].isalnum())


def _follows_number(block: str, at: int) -> bool:
    before = block[max(0, at - 3) : at].rstrip()
    return bool(before) and before[-1].isdigit()


class _Protected:
    """Where a quotation or a bracket is open, found in one pass; asked about in order."""

    def __init__(self, block: str) -> None:
        self._spans = sorted(_enclosed(block))
        self._next = 0
        self._open_until = 0

    def at(self, mark: int, end: int) -> bool:
        """Say whether `mark` lies inside what is closed only at `end` or later."""
        while self._next < len(self._spans) and self._spans[self._next][0] < mark:
            self._open_until = max(self._open_until, self._spans[self._next][1])
            self._next += 1
        return self._open_until > end


def _enclosed(block: str) -> Iterator[tuple[int, int]]:
    """Return the spans of quotations and brackets that are closed within reach."""
    openers: dict[str, int] = {}
    straight: int | None = None
    for match in _QUOTES.finditer(block):
        mark, at = match[0], match.start()
        if mark == '"':
            opens = _may_open(block, at)
            if straight is not None and not opens and at - straight <= _MAX_QUOTATION_CHARS:
                yield straight, at + 1
                straight = None
            elif straight is None or opens:
                straight = at
            else:
                straight = None
        elif mark in _PAIRS:
            openers[_PAIRS[mark]] = at
        elif mark in openers:
            opened = openers.pop(mark)
            reach = _MAX_QUOTATION_CHARS if mark in "»”" else _MAX_BRACKET_CHARS
            if at - opened <= reach:
                yield opened, at + 1


def _may_open(block: str, at: int) -> bool:
    """Say whether a straight quotation mark looks like an opening one."""
    before = block[at - 1] if at else " "
    after = block[at + 1] if at + 1 < len(block) else " "
    return before.isspace() and not after.isspace()
