"""Words that are a number or part of a date, folded: what a correction may replace."""

from reportgen.month_names import GREGORIAN, HIJRI, NUMBER_WORDS, ORDINALS, WEEKDAYS

_MORE = """
واحد واحده احد احدي اثنان اثنين اثنتان اثنتين اثنا اثني ثلاث ثلاثه اربع اربعه خمس خمسه ست سته
سبع سبعه ثمان ثماني ثمانيه تسع تسعه عشر عشره عشرون عشرين ثلاثون ثلاثين اربعون اربعين خمسون خمسين
ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين ميه مايه ميتان ميتين مايتان مايتين ثلاثميه
ثلاثمايه اربعميه اربعمايه خمسميه خمسمايه ستميه ستمايه سبعميه سبعمايه ثمانميه ثمانمايه تسعميه
تسعمايه الف الفا الاف الفان الفين مليون مليونا ملايين مليونان مليونين مليار مليارا مليارات ملياران
مليارين تريليون نصف ثلث ربع
"""

_SMALL = (
    (1, "واحد واحده احد احدي"),
    (2, "اثنان اثنين اثنتان اثنتين اثنا اثني"),
    (100, "ميه مايه"),
    (1000, "الف الفا الاف"),
)
VALUES = {**{word: n for n, words in _SMALL for word in words.split()}, **NUMBER_WORDS}

NUMBERS = frozenset(_MORE.split()) | {word for word in NUMBER_WORDS if " " not in word}
DAYS = frozenset(
    word
    for names in (GREGORIAN, HIJRI, ORDINALS)
    for word in names
    if " " not in word and word.isalpha()
)

__all__ = ["DAYS", "NUMBERS", "VALUES", "WEEKDAYS"]
