"""Text → the BCP 47 code of its language, "und" where nobody can tell.

Arabic is told from its script and from the letters that Persian, Urdu, Pashto and Kurdish add to
it; of other scripts py3langid decides, a small model that comes with its package.
"""

import re

from reportgen import arabic

_SAMPLE_CHARS = 4_000
_SCRIPT_SAMPLE_CHARS = 100_000
_MIN_WORDS = 6
# letters of Persian, Urdu, Pashto, Kurdish and Uyghur that Arabic does not have
_ADDED = re.compile(
    "[\u0679\u067c\u067e\u0681\u0685\u0686\u0688\u0689\u0691\u0693\u0695\u0698"
    "\u069a\u06a9\u06ab\u06af\u06b5\u06ba\u06bc\u06be\u06c1\u06c6\u06c7\u06ce"
    "\u06cc\u06d0\u06d2]"
)
_MAX_ADDED_SHARE = 0.02


def language_of(text: str) -> str:
    """Return the language most of `text` is in."""
    sample = text[:_SCRIPT_SAMPLE_CHARS]
    if arabic.is_arabic(sample):
        letters = sum(map(str.isalpha, sample))
        if len(_ADDED.findall(sample)) <= _MAX_ADDED_SHARE * letters:
            return "ar"
    if len(text[:_SAMPLE_CHARS].split()) < _MIN_WORDS:
        return "und"
    from py3langid import classify

    code, _ = classify(text[:_SAMPLE_CHARS])
    return str(code)
