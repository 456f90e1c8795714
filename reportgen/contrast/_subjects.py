"""Arabic news sentences, as far as who speaks in them shows: words, quotations, verbs, subjects."""

import re
from collections.abc import Container
from typing import NamedTuple

from reportgen import arabic
from reportgen.contrast import _reporting_words as words
from reportgen.stopwords import is_stop_word

_TOKEN = re.compile(
    r"[^\W_](?:[^\W_]|[\u064b-\u065f\u0670\u0640])*"  # letters with their marks
    r"|[\u00ab\u00bb\u201c\u201d\u201e\u2033\"]|[:\u060c,.;\u061b()!?\u061f]"
)
QUOTES = '\u00ab\u00bb\u201c\u201d\u201e\u2033"'
_OPENING = {"\u00ab": "\u00bb", "\u201c": "\u201d\u2033\u201c", "\u201e": "\u201c\u201d", '"': '"'}
_OPENING_MARK = re.compile(f"[{''.join(_OPENING)}]")
_CLOSING_MARK = {mark: re.compile(f"[{closing}]") for mark, closing in _OPENING.items()}
COMMAS = "\u060c,;\u061b.!?\u061f"
_ALSO_BETWEEN = "بين"  # made clear, or: between
_NAME_WORDS = 4  # a quotation of no more words is a name or a term, not what was said
LONGEST_SUBJECT = 26  # words up to «أن», with titles and asides
_LONGEST_BARE_SUBJECT = 8  # without such a mark behind it
LONGEST_PHRASE_BEFORE = 6  # words of a subject before its verb
_VERBAL_NOUN = re.compile(r"ا(?:ن|ست)?\w{2,3}ا\w\Z")
RELATIVES = frozenset({"ما", "كما", "حسبما", "وفقما", "مثلما", "مما"})


class Token(NamedTuple):
    start: int
    end: int
    folded: str
    in_quotation: bool = False

    @property
    def is_word(self) -> bool:
        return self.folded not in _PUNCTUATION


_PUNCTUATION = frozenset(QUOTES + ":\u060c,.;\u061b()!?\u061f")


def tokens_of(text: str) -> list[Token]:
    spans = quotations_in(text)
    return [
        Token(
            match.start(),
            match.end(),
            arabic.fold_word(match.group()) or match.group(),
            any(start <= match.start() < end for start, end in spans),
        )
        for match in _TOKEN.finditer(text)
    ]


def quotations_in(text: str) -> list[tuple[int, int]]:
    """Return the quotations that are longer than a name: what is between the marks."""
    found = []
    place = 0
    while mark := _OPENING_MARK.search(text, place):
        start = mark.end()
        closing = _CLOSING_MARK[mark.group()].search(text, start)
        end = closing.start() if closing else len(text)
        if len(text[start:end].split()) > _NAME_WORDS:
            found.append((start, end))
        place = end + 1
    return found


def form_of(word: str, before: str) -> tuple[str | None, int]:
    """Return the verb's form in the table, and how many letters are joined before it."""
    if word in words.VERBS:
        return word, 0
    if word[:1] in "وف" and word[1:] in words.VERBS:
        return word[1:], 1
    # «ما زعمه المحللون»
    bare = word.removesuffix("ه").removesuffix("ها")
    if before in RELATIVES and bare in words.VERBS and bare not in words.PARTICIPLES:
        return bare, 0
    return None, 0


def mark_after(tokens: list[Token], at: int, form: str) -> int | None:
    """Return the token where what is said begins, if one shows it."""
    marks = words.NEEDS.get(form, words.THAT)
    names_open = 0
    for place in range(at + 1, min(at + 1 + LONGEST_SUBJECT, len(tokens))):
        token = tokens[place]
        if token.folded in marks:
            return place
        if token.folded in ".!?\u061f;\u061b" and not _is_abbreviation(tokens, place):
            return None
        if place > at + 1 and form_of(token.folded, "")[0] and token.folded != _ALSO_BETWEEN:
            return None  # another verb begins
        if token.folded == ":" and form != _ALSO_BETWEEN:
            return place
        if token.folded in QUOTES:
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            if following and following.in_quotation and not names_open:
                return place
            names_open = 1 - names_open
    return None


def first_word(tokens: list[Token], first: int, mark: int) -> int | None:
    """Return the first token of what might be a subject; adverbs are none."""
    for place in range(first, mark):
        token = tokens[place]
        if token.folded in words.ADVERBS or token.folded == "في":
            return None
        if token.is_word:
            return place
    return None


def subject_before(text: str, tokens: list[Token], first: int, mark: int) -> str | None:
    """Return who speaks in tokens[first:mark]: up to the first aside, time, place or occasion."""
    end = first
    for place in range(first, mark):
        token = tokens[place]
        following = tokens[place + 1].folded if place + 1 < len(tokens) else ""
        if token.folded in COMMAS and not _is_abbreviation(tokens, place):
            break
        if token.folded == "(" or is_adverb(text, tokens, place):
            break
        if token.folded in {"في", "من"} and following in words.OCCASIONS:
            break
        if place > first and token.folded in words.SURE_OBJECT_NOUNS:
            break
        if token.folded in {"الي", "من", "علي"} and following in words.THAT:
            break
        end = place + 1
    return speaker_in(text, tokens[first:end])


def is_adverb(text: str, tokens: list[Token], place: int) -> bool:
    """Say whether a phrase of time, place or manner begins here.

    «علي حسن» is a name, whereas «على» is none; and «على» belongs to «المشرف على البرنامج».
    """
    token = tokens[place]
    if token.folded != "علي":
        return token.folded in words.ADVERBS
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    is_name = text[token.end - 1] == "\u064a" and (  # ARABIC LETTER YEH
        following is None
        or not following.is_word
        or not following.folded.startswith("ال")
        or following.folded in words.THAT
    )
    is_title = place > 0 and tokens[place - 1].folded.startswith("المشرف")
    return not (is_name or is_title)


def _is_abbreviation(tokens: list[Token], place: int) -> bool:
    """Say whether the full stop belongs to «م. محمد», «د. سعاد»."""
    before = tokens[place - 1] if place else None
    return (
        tokens[place].folded == "."
        and before is not None
        and len(before.folded) == 1
        and before.end == tokens[place].start
    )


def bare_subject(text: str, tokens: list[Token], first: int) -> str | None:
    """Return the subject of «أعلنت وزارة الداخلية أمس …»: it must end at a word that ends it."""
    for place in range(first, min(first + _LONGEST_BARE_SUBJECT + 1, len(tokens))):
        token = tokens[place]
        ends = (
            token.folded in words.OBJECT_NOUNS
            or is_adverb(text, tokens, place)
            or token.folded in {"في", "الي", "من"}
            or token.folded in COMMAS
            or (place > first and _is_verbal_noun(text, token))
            or (place > first and _turns_indefinite(tokens[place - 1], token))
        )
        if ends:
            return speaker_in(text, tokens[first:place])
    return None


def _is_verbal_noun(text: str, token: Token) -> bool:
    """Say whether what is said begins here: «إلغاء», no «[وزارة] الدفاع», «[مجلس] النواب»."""
    has_article = text.startswith("\u0627\u0644", token.start)  # ALEF, LAM
    return not has_article and bool(_VERBAL_NOUN.match(token.folded))


def _turns_indefinite(before: Token, token: Token) -> bool:
    """Say whether a noun phrase ends between the two: «[الحريري] نظام الأسد»."""
    is_definite = before.folded.startswith("ال") and before.folded not in words.TITLES | {"الان"}
    return is_definite and not token.folded.startswith(("ال", "و", "بن", "لل"))


def is_short_phrase(text: str, tokens: list[Token], *, marks: Container[str] = QUOTES) -> bool:
    """Say whether the words may be a subject before its verb: few, no function word, no mark else.

    So a headline opens («تعليم تبوك يعلن مواعيد …»).
    """
    return 0 < len(tokens) <= LONGEST_PHRASE_BEFORE and not any(
        is_function_word(text, token) or not (token.is_word or token.folded in marks)
        for token in tokens
    )


def speaker_in(text: str, tokens: list[Token]) -> str | None:
    while tokens and not (tokens[-1].is_word or tokens[-1].folded in QUOTES):
        tokens = tokens[:-1]
    if len(tokens) == 1 and not tokens[0].is_word:
        return None
    head = next((token for token in tokens if token.is_word), None)
    if head is None or is_function_word(text, head) or (len(head.folded) < 2 and len(tokens) < 2):  # noqa: PLR2004
        return None
    if head.folded.isdigit() or head.folded in words.THAT or form_of(head.folded, "")[0]:
        return None
    spoken = text[tokens[0].start : tokens[-1].end]
    return _without_stray_marks(spoken)


def is_function_word(text: str, token: Token) -> bool:
    """Say whether the word is a function word; «ألان» is a name, «الآن» is "now"."""
    return is_stop_word(token.folded) and not text.startswith("\u0623\u0644", token.start)


def _without_stray_marks(spoken: str) -> str:
    """Drop a quotation mark whose other half is not there."""
    for opening, closing in (("\u00ab", "\u00bb"), ("\u201c", "\u201d")):
        if spoken.endswith(opening) or (opening in spoken) != (closing in spoken):
            spoken = spoken.strip(opening + closing + " ")
    if spoken.count('"') % 2:
        spoken = spoken.strip('" ')
    return spoken.strip()
