"""Blocks → what each is for, by its place: headline, story, or furniture with the reason.

crumbs, caption, byline, date   ┐ the short lines before the story: one of them is the headline
headline                        ┘
paragraph, paragraph …            the story; a line that leads elsewhere is left out alone
«اقرأ أيضا» and what follows      teasers, when they come after the bulk of the text
signature, source, contact        short lines at the very end
"""

from dataclasses import dataclass
from itertools import takewhile

from reportgen.clean import _furniture, _reasons
from reportgen.clean._blocks import Block

# A block this long is story, and so is a shorter one that ends with a full stop: headlines and
# captions of Arabic news are shorter (samples of saudinewsnet and unifiedfc read, 2026-11-21).
STORY_WORDS = 25
_SENTENCE_WORDS = 10
_LEADING_BLOCKS = 12
_HEADLINE_WORDS = range(3, 17)
# Lines the story would miss are kept: before the headline only a short line is a caption, after
# it only a very short one.
_CAPTION_WORDS = 8
_CAPTION_WORDS_AFTER_HEADLINE = 5
_NAME_WORDS = 2
_SIGNATURE_WORDS = 6
_SURE_SIGNATURE_WORDS = 3
_SIGNATURE_BLOCKS = 5
# A tail of teasers: more than this part of the words comes before it, and no teaser is longer.
_BULK_SHARE = 0.6
_TEASER_WORDS = 60
_LONGEST_HEADLINE_WORDS = 20


@dataclass(slots=True)
class Layout:
    """The blocks of an article and the verdict on each: None is story."""

    blocks: list[Block]
    reasons: list[str | None]
    title: int | None = None


def lay_out(blocks: list[Block], known_title: str | None) -> Layout:
    """Judge every block; `known_title` is the folded headline where somebody gave one."""
    layout = Layout(blocks, [_furniture.furniture(block) for block in blocks])
    _drop_related(layout)
    _drop_ending(layout)
    _read_leading(layout, known_title)
    return layout


def _drop_related(layout: Layout) -> None:
    """Where a bare «اقرأ أيضا» stands, drop the teasers it announces."""
    counts = [block.words for block in layout.blocks]
    total = sum(counts)
    before = 0
    for index, block in enumerate(layout.blocks):
        if layout.reasons[index] == _reasons.TEASER and _furniture.is_bare_related(block):
            rest = layout.blocks[index + 1 :] if before > _BULK_SHARE * total else []
            if rest and _are_teasers(rest):
                _mark(layout, range(index + 1, len(layout.blocks)), _reasons.TEASER)
                return
            following = list(takewhile(_is_listed_headline, layout.blocks[index + 1 : index + 11]))
            if not following and index + 2 < len(layout.blocks):
                following = list(filter(_is_headline, layout.blocks[index + 1 : index + 2]))
            _mark(layout, range(index + 1, index + 1 + len(following)), _reasons.TEASER)
        before += counts[index]


def _are_teasers(blocks: list[Block]) -> bool:
    """Say whether these are headlines with at most one short paragraph under each."""
    follows_headline = False
    for block in blocks:
        if block.words > _TEASER_WORDS:
            return False
        if _is_headline(block):
            follows_headline = True
        elif not follows_headline and not _furniture.furniture(block):
            return False
        else:
            follows_headline = False
    return True


def _is_headline(block: Block) -> bool:
    return block.words <= _LONGEST_HEADLINE_WORDS and block.last_mark != "."


def _is_listed_headline(block: Block) -> bool:
    return block.is_listed and _is_headline(block)


def _mark(layout: Layout, indices: range, reason: str) -> None:
    for index in indices:
        layout.reasons[index] = layout.reasons[index] or reason


def _drop_ending(layout: Layout) -> None:
    """Drop signatures, sources and addresses from the end upwards, as far as they are short."""
    kept = [index for index, reason in enumerate(layout.reasons) if reason is None]
    for index in reversed(kept[-_SIGNATURE_BLOCKS:]):
        block = layout.blocks[index]
        above = [layout.blocks[i] for i in kept if i < index][-1:] if index != kept[0] else []
        if not above:
            return
        reason = _ending(block, above[0])
        if reason is None:
            return
        layout.reasons[index] = reason


def _ending(block: Block, above: Block) -> str | None:
    if _furniture.is_source_line(block):
        return _reasons.SOURCES
    if _furniture.is_disclaimer(block):
        return _reasons.DISCLAIMER
    if _furniture.is_date_line(block):
        return _reasons.DATE_LINE
    if _furniture.is_byline(block):
        return _reasons.BYLINE
    # after a finished text a few words without an end mark are a name; a list may end like that
    is_short = block.words <= _SIGNATURE_WORDS and block.breaks_off and not block.is_listed
    is_sure = block.words <= _SURE_SIGNATURE_WORDS and above.words >= STORY_WORDS
    follows_text = above.is_ended or above.words <= _SURE_SIGNATURE_WORDS
    return _reasons.BYLINE if is_short and (follows_text or is_sure) else None


def _read_leading(layout: Layout, known_title: str | None) -> None:
    """Find the headline among the short lines before the story, and drop what is no story."""
    leading = _leading(layout)
    keys = [layout.blocks[i].key for i in leading]
    paths = {i: _furniture.crumbs(layout.blocks[i], frozenset(keys)) for i in leading}
    _drop_leading_furniture(layout, leading, paths)
    open_lines = [i for i in leading if layout.reasons[i] is None]
    ends_of_paths = {parts[-1] for parts in paths.values() if parts}
    layout.title = _headline(layout.blocks, open_lines, {*ends_of_paths, known_title or ""})
    for i in open_lines:
        if i != layout.title:
            layout.reasons[i] = _leftover(layout, i)


def _leading(layout: Layout) -> list[int]:
    """Return the indices before the story; none where no block looks like story."""
    for index, block in enumerate(layout.blocks[: _LEADING_BLOCKS + 1]):
        is_over_date = _is_over_date(block, layout.blocks[index + 1 : index + 2])
        if layout.reasons[index] is None and _is_story(block) and not is_over_date:
            return list(range(index))
    return list(range(1 if len(layout.blocks) > 1 else 0))


def _is_over_date(block: Block, below: list[Block]) -> bool:
    """Say whether the line stands as headlines do, over a line with the day; a full stop or not."""
    return block.words <= _LONGEST_HEADLINE_WORDS and any(map(_furniture.is_date_line, below))


def _is_story(block: Block) -> bool:
    is_sentence = block.words >= _SENTENCE_WORDS and block.last_mark in {".", "\u06d4"}
    return (block.words >= STORY_WORDS or is_sentence) and not _furniture.crumbs(block, frozenset())


def _drop_leading_furniture(
    layout: Layout, leading: list[int], paths: dict[int, tuple[str, ...]]
) -> None:
    for i in leading:
        block = layout.blocks[i]
        if layout.reasons[i] is not None or block.is_heading:
            continue
        if paths[i]:
            layout.reasons[i] = _reasons.NAVIGATION
        elif _furniture.is_date_line(block):
            layout.reasons[i] = _reasons.DATE_LINE
        elif _furniture.is_section(block):
            layout.reasons[i] = _reasons.SECTION
        elif _furniture.is_byline(block):
            layout.reasons[i] = _reasons.BYLINE
        elif _furniture.is_source_line(block):
            layout.reasons[i] = _reasons.SOURCES


def _headline(blocks: list[Block], lines: list[int], sure: set[str]) -> int | None:
    """Choose: a line known to be it, a Markdown heading, or the longest line of headline length."""
    for i in lines:
        if blocks[i].key and blocks[i].key in sure:
            return i
    for i in lines:
        if blocks[i].is_heading:
            return i
    candidates = [i for i in lines if blocks[i].words in _HEADLINE_WORDS]
    candidates = candidates or [i for i in lines if blocks[i].words >= _HEADLINE_WORDS.start]
    return max(candidates, key=lambda i: (blocks[i].words, -i), default=None)


def _leftover(layout: Layout, index: int) -> str | None:
    """Say why a short line before the story that is not the headline is left out, if it is."""
    block = layout.blocks[index]
    if block.is_heading:
        return None
    if layout.title is not None and block.key == layout.blocks[layout.title].key:
        return _reasons.REPEATED
    if block.words <= _NAME_WORDS:
        return _reasons.BYLINE
    is_before = layout.title is not None and index < layout.title
    limit = _CAPTION_WORDS if is_before else _CAPTION_WORDS_AFTER_HEADLINE
    return _reasons.CAPTION if block.words <= limit and block.last_mark != "." else None
