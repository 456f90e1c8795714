"""sentences → who is quoted or paraphrased there, and with which verb.

No parser: an Arabic news sentence puts the verb first, its subject next, and then a mark that what
was said begins («أن», a colon, a quotation mark, the preposition of the verb).  What lies between
is who speaks.  Where these marks are missing nothing is said.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen import arabic
from reportgen.contrast import _reporting_words as words
from reportgen.contrast._reporting_words import Attitude
from reportgen.contrast._subjects import (
    COMMAS,
    LONGEST_SUBJECT,
    QUOTES,
    RELATIVES,
    Token,
    bare_subject,
    first_word,
    form_of,
    is_adverb,
    is_short_phrase,
    mark_after,
    quotations_in,
    speaker_in,
    subject_before,
    tokens_of,
)
from reportgen.memory import remembered
from reportgen.model import Article, Sentence, Voice
from reportgen.stopwords import is_stop_word

_TOLD_BEFORE = ""
_LONGEST_SOURCE = 14  # after «بحسب»
_FARTHEST_CARRIED = 2  # sentences that a speaker is remembered for
_NEGATIONS = frozenset({"لم", "لن", "لا", "ولم", "ولن", "ولا"})
_OF_WHICH = frozenset({"به", "بها", "عنه", "عنها", "فيه", "اليه", "اليها"})
_CLAUSE_OPENINGS = words.THAT | {"لان", "لكن", "ولكن", "حيث", "بينما", "ثم", "وان", "فيما", "اذ"}
_OPENERS = frozenset(
    {"الا", "غير", "بيد", "كما", "فيما", "بينما", "حيث", "ثم", "قد", "فقد", "وقد", "ومضي", "وعاد"}
)


@dataclass(frozen=True, slots=True)
class _Said:
    """One attribution in a sentence; a speaker of None is one told before."""

    at: int  # token of the verb
    verb: str
    attitude: Attitude
    speaker: str | None
    is_feminine: bool | None
    quotation: str | None = None
    is_participle: bool = False


@dataclass(frozen=True, slots=True)
class _Remembered:
    speaker: str
    is_feminine: bool | None
    position: int


def voices_of(articles: Sequence[Article], sentences: Sequence[Sentence]) -> tuple[Voice, ...]:
    """Return the voices in the order of the text.

    Speaker, verb and quotation are spans of the text.  The speaker of a verb without a subject
    («وأضاف أن …») is the one who spoke just before in the article, if verb and verb agree.
    """
    outlet_of = {article.id: article.outlet for article in articles}
    found: list[Voice] = []
    last: _Remembered | None = None
    article = None
    for sentence in sentences:
        if sentence.article != article:
            article, last = sentence.article, None
        for said in attributions_in(sentence.text):
            speaker = said.speaker
            if speaker is None:
                if last is None or not _goes_on(said, last, sentence):
                    continue
                speaker = last.speaker
            gender = said.is_feminine if said.speaker or last is None else last.is_feminine
            last = _Remembered(speaker, gender, sentence.position)
            found.append(
                Voice(
                    speaker=None if _is_anonymous(speaker) else speaker,
                    outlet=outlet_of[sentence.article],
                    verb=said.verb,
                    attitude=said.attitude,
                    sentence=sentence.id,
                    quotation=said.quotation,
                )
            )
    return tuple(found)


def _goes_on(said: _Said, last: _Remembered, sentence: Sentence) -> bool:
    near = sentence.position - last.position <= _FARTHEST_CARRIED
    agrees = None in (said.is_feminine, last.is_feminine) or said.is_feminine == last.is_feminine
    return near and agrees


def _is_anonymous(speaker: str) -> bool:
    return arabic.fold(speaker).split()[0] in words.ANONYMOUS


@remembered
def attributions_in(text: str) -> tuple[_Said, ...]:
    """Return what a text says that somebody says, whoever that is."""
    tokens = tokens_of(text)
    found = sorted(
        (*_verbs(text, tokens), *_accordings(text, tokens), *_relays(text, tokens)),
        key=lambda said: said.at,
    )
    found = [said for said in _with_participles(text, tokens, found) if said]
    found.extend(_manners(text, tokens, found))
    found.sort(key=lambda said: said.at)
    return tuple(_with_quotations(text, tokens, found))


def _verbs(text: str, tokens: list[Token]) -> Iterator[_Said]:
    for at, token in enumerate(tokens):
        if token.in_quotation or (at and tokens[at - 1].folded in _NEGATIONS):
            continue
        form, skipped = form_of(token.folded, tokens[at - 1].folded if at else "")
        if form is None:
            continue
        subject = _subject_of(text, tokens, at, form)
        if subject is not None:
            yield _Said(
                at,
                text[token.start + skipped : token.end],
                words.VERBS[form],
                subject or None,
                _gender(form),
                is_participle=form in words.PARTICIPLES,
            )


def _subject_of(text: str, tokens: list[Token], at: int, form: str) -> str | None:
    """Return who speaks with the verb at `at`: "" one told before, None that it reports nothing."""
    mark = mark_after(tokens, at, form)
    if mark is None and form in _PRESENT and is_short_phrase(text, tokens[:at], marks=()):
        return speaker_in(text, tokens[:at])
    following = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    if form in words.PARTICIPLES:
        reports = mark == at + 1 or (following and form not in words.NEEDS)
        return _TOLD_BEFORE if reports else None
    if at and tokens[at - 1].folded in RELATIVES:
        return bare_subject(text, tokens, at + 1 + (following in _OF_WHICH))
    if mark is None and form in words.NEEDS:
        return None
    if mark is None:
        has_subject = following not in words.OBJECT_NOUNS | {"علي"}
        subject = bare_subject(text, tokens, at + 1) if has_subject else None
    else:
        has_subject = first_word(tokens, at + 1, mark) is not None
        subject = subject_before(text, tokens, at + 1, mark)
    return subject if subject or has_subject else _told_before(text, tokens, at)


_HE = frozenset({"تابع", "توقع", "تعهد", "تمني", "تسايل", "تساءل"})  # teh is a letter of the verb
_PRESENT = frozenset(form for form in words.VERBS if form[0] in "يت" and form not in _HE)


def _gender(form: str) -> bool | None:
    if form.endswith(("وا", "ون")):
        return None
    if form in words.PARTICIPLES:
        return form.endswith("ه")
    return form.endswith("ت") or (form.startswith("ت") and form not in _HE)


def _told_before(text: str, tokens: list[Token], at: int) -> str | None:
    """Return the subject that stands before the verb («وكان الوزير أكد أن»), "" for none there."""
    clause = _clause_before(tokens, at)
    if clause and clause[0].folded in {"وكان", "كان", "وكانت", "كانت"}:
        return speaker_in(text, clause[1:])
    opens = all(token.folded in _OPENERS or not token.is_word for token in tokens[:at])
    if opens or tokens[at].folded[:1] == "و" or tokens[at - 1].folded in COMMAS:
        return _TOLD_BEFORE
    return speaker_in(text, clause) if is_short_phrase(text, clause) else None


def _clause_before(tokens: list[Token], at: int) -> list[Token]:
    first = at
    while first and at - first < LONGEST_SUBJECT:
        before = tokens[first - 1]
        if before.folded in _CLAUSE_OPENINGS or (before.folded in COMMAS and first < at):
            break
        first -= 1
    clause = tokens[first:at]
    while clause and (clause[-1].folded in COMMAS or clause[-1].folded == "قد"):
        clause = clause[:-1]
    return clause


def _with_participles(text: str, tokens: list[Token], found: list[_Said]) -> Iterator[_Said]:
    """Give each participle («…، مضيفا أن») the speaker of its own sentence, or take it away.

    It goes on after a verb of its sentence; where that reports nothing («أمر الرئيس … قائلا»), its
    subject speaks, too.  At the beginning of a sentence it goes on from the one before.
    """
    has_verb = False
    for said in found:
        has_verb = has_verb or not said.is_participle
        if has_verb or said.at <= 1:
            yield said
            continue
        first, second = tokens[0].folded, tokens[1].folded
        if not first.startswith("ال") and not is_stop_word(first) and second.startswith("ال"):
            subject = bare_subject(text, tokens, 1)
            if subject and said.is_feminine == first.endswith("ت"):
                yield replace(said, speaker=subject)


def _accordings(text: str, tokens: list[Token]) -> Iterator[_Said]:
    """Yield «بحسب وكالة …», «وفقا لتقرير …», where what follows is one who speaks."""
    for at, token in enumerate(tokens[:-1]):
        if token.folded not in words.ACCORDING_TO or token.in_quotation:
            continue
        head = tokens[at + 1].folded
        source = head.removeprefix("ل") if token.folded.endswith("ا") else head
        if head in RELATIVES or source not in words.SOURCES:
            continue
        subject = _according_subject(text, tokens, at + 1)
        if subject:
            skipped = int(token.folded[0] == "و" and token.folded[1:] in words.ACCORDING_TO)
            yield _Said(at, text[token.start + skipped : token.end], "neutral", subject, None)


def _according_subject(text: str, tokens: list[Token], first: int) -> str | None:
    for place in range(first, min(first + _LONGEST_SOURCE + 1, len(tokens) + 1)):
        token = tokens[place] if place < len(tokens) else None
        if token is None or (
            token.folded in COMMAS
            or is_adverb(text, tokens, place)
            or token.folded in words.THAT
            or token.folded in {"فان", "فانه", "الي", "("}
            or (place > first and form_of(token.folded, "")[0] is not None)
        ):
            taken = tokens[first:place]
            if taken and tokens[first - 1].folded.endswith("ا"):  # «وفقا ل…»: the lam is not hers
                taken = [Token(taken[0].start + 1, taken[0].end, taken[0].folded[1:]), *taken[1:]]
            if len(taken) > 1 and taken[-1].folded.endswith("ته"):  # «بيان أصدرته [أمس الوزارة]»
                taken = taken[:-1]
            if len(taken) > 1 and taken[0].folded in {"تقدير", "تقديرات"}:
                taken = taken[1:]
            return speaker_in(text, taken)
    return None


def _relays(text: str, tokens: list[Token]) -> Iterator[_Said]:
    """Yield «نقلت الوكالة عن الوزارة أن», «ونُقل عن بوتين قوله»: who is relayed speaks."""
    relaying = {"نقل", "نقلت", "ونقل", "ونقلت", "نقلا"}
    for at, token in enumerate(tokens):
        if token.folded not in relaying or token.in_quotation:
            continue
        limit = min(at + LONGEST_SUBJECT, len(tokens))
        of = next((i for i in range(at + 1, limit) if tokens[i].folded == "عن"), None)
        if of is None or any(tokens[i].folded in COMMAS for i in range(at + 1, of)):
            continue
        for place in range(of + 1, min(of + 14, len(tokens))):
            ended = tokens[place].folded
            if (
                ended in words.THAT
                or ended in words.MANNER_OF_CLAIM
                or ended in COMMAS + ":" + QUOTES
            ):
                subject = speaker_in(text, tokens[of + 1 : place])
                if subject:
                    skipped = int(token.folded[0] == "و")
                    yield _Said(
                        at, text[token.start + skipped : token.end], "neutral", subject, None
                    )
                break


def _manners(text: str, tokens: list[Token], found: list[_Said]) -> Iterator[_Said]:
    """Yield «على حد قولهم»: the one who spoke just before, at arm's length."""
    speakers = [said for said in found if said.speaker]
    places = [said.at for said in speakers]
    for at in range(len(tokens) - 2):
        phrase = [token.folded for token in tokens[at : at + 3]]
        before = bisect_left(places, at)
        if before and phrase[:2] == ["علي", "حد"] and phrase[2] in words.MANNER_OF_CLAIM:
            span = text[tokens[at].start : tokens[at + 2].end]
            yield _Said(at, span, "distancing", speakers[before - 1].speaker, None)


def _with_quotations(text: str, tokens: list[Token], found: list[_Said]) -> list[_Said]:
    """Tie each quotation to the verb before it; it must begin within that verb's reach."""
    spans = quotations_in(text)
    starts = [a for a, _ in spans]
    tied = []
    for said, following in zip(found, [*found, None][1:], strict=True):
        start = tokens[said.at].start
        end = tokens[following.at].start if following else len(text)
        place = bisect_right(starts, start)
        is_own = place < len(spans) and starts[place] < end
        own = text[slice(*spans[place])].strip() if is_own else None
        tied.append(replace(said, quotation=own))
    return tied
