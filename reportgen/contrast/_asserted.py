"""passage → whether it tells something for true: no denial, no rumour, no right to do it."""

import re
from itertools import pairwise

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._denials import denials_in
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._polarity import is_claim
from reportgen.contrast._senses import root_of

_DENYING = frozenset({root_of("نفيا"), root_of("تكذيب"), root_of("تفنيد")})
_MADE_UP = frozenset(
    re.findall(
        r"\w+",
        "مفبرك مفبركه المفبركه مزيف مزيفه ملفق ملفقه مضلل مضلله مختلق باطل باطله زايف زايفه الزايفه"
        " كاذب كاذبه الكاذبه",
    )
)
# «وكالة أنباء»: no rumours, but «أخبار تحدثت عن …»
_AGENCY = frozenset({"وكاله", "لوكاله", "الوكاله", "وكالات", "لوكالات", "بوكاله"})
_NEWS_OF = frozenset({"تحدثت", "عن", "حول", "بشان", "مفادها", "تفيد", "تقول"})
_UNTOLD = words.HEARSAY | frozenset(
    [
        *("تداولت", "تداولته", "متداوله", "المتداوله", "انتشرت", "انتشر", "زعم", "زعمت", "يزعم"),
        *("ادعت", "ادعي", "يحق", "حق", "بحق", "شكوي", "بشكوي", "الاشاعات", "للاشاعات"),
        *("للشايعات", "بالشايعات", "يتداول", "متداول", "المتداول", "ادعاءات", "الادعاءات"),
    ]
)


@once
def is_denying(passage: Passage) -> bool:
    """Say whether anything in the passage denies, or calls something made up."""
    said = {form for word in passage.words for form in (word.folded, word.folded.removeprefix("و"))}
    return bool(
        denials_in(passage)
        or _MADE_UP & said
        or any(root_of(word) in _DENYING for word in said)
        or any((a.folded, b.folded) in words.UNTRUE for a, b in pairwise(passage.words))
    )


@once
def is_asserted(passage: Passage) -> bool:
    """Say whether the passage tells anything for true: no denial, no rumour, no right to do it."""
    return is_claim(passage) and not _is_hearsay(passage) and not is_denying(passage)


def _is_hearsay(passage: Passage) -> bool:
    folded = ["", *(word.folded for word in passage.words)]
    return any(
        ({word, word.removeprefix("و")} & _UNTOLD and before not in _AGENCY)
        or (before in {"اخبار", "معلومات"} and word in _NEWS_OF)
        for before, word in pairwise(folded)
    )
