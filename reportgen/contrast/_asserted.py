"""passage → whether it tells something for true: no denial, no rumour, no right to do it."""

import re
from itertools import pairwise

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._denials import denials_in
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._polarity import is_claim
from reportgen.contrast._senses import root_of

_DENYING = frozenset(map(root_of, ("نفيا", "تكذيب", "تفنيد", "انكار")))
_MADE_UP = frozenset(
    re.findall(
        r"\w+",
        "مفبرك مفبركه المفبركه مزيف مزيفه ملفق ملفقه مضلل مضلله مختلق باطل باطله زايف زايفه الزايفه"
        " كاذب كاذبه الكاذبه مغلوط مغلوطه خلو خاليه خالي استبعد استبعدت يستبعد تستبعد مستبعدا"
        " مستبعده",
    )
)
_TRUTH = ("صحه", "صحت", "دقه", "دقت")  # «تدقيق يكشف عدم صحته»
# «وكالة أنباء»: no rumours, but «أخبار تحدثت عن …»
_AGENCY = frozenset({"وكاله", "لوكاله", "الوكاله", "وكالات", "لوكالات", "بوكاله"})
_NEWS_OF = frozenset({"تحدثت", "عن", "حول", "بشان", "مفادها", "تفيد", "تقول"})
_UNTOLD = words.HEARSAY | frozenset(
    re.findall(
        r"\w+",
        "تداولت تداولته متداوله المتداوله يتداول متداول المتداول انتشرت انتشر شاع شاعت راج راجت نبا"
        " اشيع قيل يقال يروج روج زعم زعمت يزعم تزعم مزعوم مزعومه المزعوم المزعومه ادعت ادعي ادعاء"
        " ادعاءات الادعاءات الاشاعات للاشاعات للشايعات بالشايعات نسب نسبت منسوب المنسوب المنسوبه"
        " الادعاء تحدث تحدثت تسريبات لغط يحق حق بحق شكوي بشكوي",
    )
)


@once
def is_denying(passage: Passage) -> bool:
    """Say whether anything in the passage denies, or calls something made up."""
    said = {form for word in passage.words for form in (word.folded, word.folded.removeprefix("و"))}
    return bool(
        denials_in(passage)
        or _MADE_UP & said
        or any(root_of(word) in _DENYING for word in said)
        or any(
            (a.folded, b.folded) in words.UNTRUE
            or (a.folded in words.LACK and b.folded.startswith(_TRUTH))
            for a, b in pairwise(passage.words)
        )
    )


@once
def is_asserted(passage: Passage) -> bool:
    """Say whether the passage tells anything for true: no denial, no rumour, no right to do it."""
    return is_claim(passage) and not _is_hearsay(passage) and not is_denying(passage)


def _is_hearsay(passage: Passage) -> bool:
    folded = ["", *(word.folded for word in passage.words)]
    # «رد على ما أوردته الصحيفة بشأن …»
    if any(pair == ("علي", "ما") for pair in pairwise(folded)):
        return True
    return any(
        ({word, word.removeprefix("و")} & _UNTOLD and before not in _AGENCY)
        or (before in {"اخبار", "معلومات"} and word in _NEWS_OF)
        for before, word in pairwise(folded)
    )
