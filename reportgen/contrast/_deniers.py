"""passage with words of denial → who denies, in the passage's words.

He stands behind the verb («نفى المتحدث باسم الجيش …»), before it in a headline («الوزارة تنفي
…»), or is the one to whom the clause is ascribed («أكدت الشركة أنه لا صحة …», «الوزير: … غير
صحيح»).  Where neither is sure nobody is named.
"""

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._denials import Denial, behind_speaker, denials_in
from reportgen.contrast._passages import Passage
from reportgen.contrast._subjects import (
    LONGEST_PHRASE_BEFORE,
    Token,
    is_short_phrase,
    speaker_in,
    tokens_of,
)
from reportgen.contrast._told import kind_of
from reportgen.contrast._voices import attributions_in

_LONGEST_SPEAKER = 12
_NEAR = 10  # words between a verb that reports and what its subject denies
_OWN_ENDINGS = ("ها", "هم", "ته")
# what is denied, or when: behind the speaker
_BEHIND = (
    words.THIS_NEWS | words.RUMOUR_OPENS | words.RUMOURS | frozenset({"المعلومه", "اليوم", "بشده"})
)
_UNFINISHED = frozenset({"وكيل", "مدير", "عام", "نايب", "رييس", "وزير", "نجم", "قايد"})
_OWNED = frozenset({"لامانه", "لاداره", "لوزاره", "لهييه", "لشركه", "لنادي", "لقوات", "لمنطقه"})
_QUOTES = frozenset({"\u00ab", "\u00bb", '"', "\u201c", "\u201d"})
_MANNER = ("نافيا", "نافيه", "نافين", "مكذب", "مفند", "داحض")  # whoever spoke before


def denier_of(passage: Passage, cue: str) -> str | None:
    """Return who denies with these words, a span of the passage, if it says so."""
    for denial in denials_in(passage):
        if passage.text[denial.start : denial.end] == cue:
            speaker = _speaker(passage, denial)
            return speaker if speaker and _is_one(passage, speaker) else None
    return None


def _speaker(passage: Passage, denial: Denial) -> str | None:
    text = passage.text
    tokens = tokens_of(text)
    at = next((i for i, token in enumerate(tokens) if token.start >= denial.start), len(tokens))
    cue = tokens[at].folded if at < len(tokens) else ""
    is_verb = cue in words.DENY or cue[1:] in words.DENY
    if is_verb and not cue.startswith(_MANNER):
        before = _quoted(text, tokens, at) or _headed(text, tokens, at)
        behind = _behind(passage, denial)
        return before or behind if cue.startswith(("ي", "ت")) else behind or before
    near = range(at - _NEAR, at)
    ascribed = [one for one in attributions_in(text) if one.at in near and one.speaker]
    return ascribed[-1].speaker if ascribed else _before_colon(text, tokens, at)


def _quoted(text: str, tokens: list[Token], at: int) -> str | None:
    """Return the name between quotation marks that stands right before the verb: «سانا» تنفي."""
    if not at or tokens[at - 1].folded not in _QUOTES:
        return None
    nearest = range(at - 2, max(-1, at - LONGEST_PHRASE_BEFORE), -1)
    opening = next((place for place in nearest if tokens[place].folded in _QUOTES), None)
    return speaker_in(text, tokens[opening + 1 : at - 1]) if opening is not None else None


def _headed(text: str, tokens: list[Token], at: int) -> str | None:
    """Return the subject that a headline has before its verb."""
    before = tokens[:at]
    return speaker_in(text, before) if is_short_phrase(text, before, marks=_QUOTES) else None


def _behind(passage: Passage, denial: Denial) -> str | None:
    """Return the subject that stands behind a verb."""
    at = next(i for i, word in enumerate(passage.words) if word.start >= denial.start)
    said = passage.words[at + 1 : behind_speaker(passage, at)]
    end = next((i for i, word in enumerate(said) if word.folded in _BEHIND), len(said))
    following = passage.words[at + 1 + end : at + 2 + end]
    is_owned = bool(end) and said[end - 1].folded in _OWNED
    if is_owned and following and following[0].folded.isalpha():
        end += 1  # «المتحدث الرسمي لأمانة [جدة]»
    said = passage.words[at + 1 : at + 1 + end]
    if not said or said[-1].folded in _UNFINISHED:
        return None
    return passage.text[said[0].start : said[-1].end]


def _before_colon(text: str, tokens: list[Token], at: int) -> str | None:
    """Return whom a headline quotes: «الوزير: … غير صحيح»."""
    colon = next((i for i, token in enumerate(tokens[:at]) if token.folded == ":"), 0)
    return _headed(text, tokens, colon) if colon else None


def _is_one(passage: Passage, speaker: str) -> bool:
    """Say whether it is somebody: short, and with no event in it, which would be what is denied."""
    if " - " in speaker or (speaker.endswith(_OWN_ENDINGS) and " " not in speaker):
        return False  # «بغداد - لايف نفت مصادر …», «تنفي نشرها …»
    start = passage.text.find(speaker)
    said = [
        (word.folded, stem)
        for word, stem in zip(passage.words, passage.stems, strict=True)
        if start <= word.start < start + len(speaker)
    ]
    return 0 < len(said) <= _LONGEST_SPEAKER and not any(
        stem and kind_of(word, stem) in words.KINDS for word, stem in said
    )
