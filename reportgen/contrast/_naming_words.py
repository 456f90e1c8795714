"""Nouns by which Arabic news name powers, forces and their deeds, folded; whose they are.

The nouns of one line can name one and the same thing; which of them an outlet takes says how it
sees it.  Whether two phrases do name the same is decided by what follows: «قوات الأسد» and «الجيش
السوري» may, «القوات الروسية» may not.
"""

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text))


# kind → its nouns, without article
HEADS: dict[str, str] = {
    noun: kind
    for kind, nouns in {
        "government": "نظام حكومه سلطات",
        "army": "جيش قوات",
        "intervention": "تدخل عدوان غزو احتلال",
        "opposition": "معارضه ثوار متمردين متمردون مسلحين مسلحون ارهابيين ارهابيون فصايل",
    }.items()
    for noun in _words(nouns)
}

# organisations and states with names that take sides: kind → its names, each with its forms
NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "isis": (
        ("تنظيم داعش الارهابي", "داعش الارهابي", "داعش الارهابيه"),
        ("تنظيم الدوله الاسلاميه", "الدوله الاسلاميه", "تنظيم الدوله"),
        ("تنظيم داعش", "داعش"),
    ),
    "houthis": (
        ("المليشيات الحوثيه", "الميليشيات الحوثيه", "ميليشيا الحوثي", "مليشيا الحوثي"),
        ("المتمردين الحوثيين", "المتمردون الحوثيون", "ميليشيا التمرد الحوثيه"),
        ("المسلحين الحوثيين", "المسلحون الحوثيون"),
        ("جماعه الحوثي", "انصار الله"),
        ("الحوثيين", "الحوثيون"),
        ("الانقلابيين", "الانقلابيون"),
    ),
    "israel": (
        ("الكيان الصهيوني", "كيان الاحتلال"),
        ("الاحتلال الاسرائيلي", "الاحتلال الاسراييلي"),
        ("اسراييل",),
    ),
}

# they begin like the name of a state's army or government, and are another thing
OTHERS = (
    ("قوات", "سوريا", "الديمقراطيه"),
    ("قوات", "سوريه", "الديمقراطيه"),
    ("قوات", "سوريا", "الديموقراطيه"),
    ("قوات", "سوريه", "الديموقراطيه"),
    ("قوات", "اللبنانيه"),  # a party
    ("جيش", "السوري", "الحر"),
    ("جيش", "الوطني", "السوري"),
    ("جيش", "الحر"),
    ("جيش", "الفتح"),
    ("جيش", "الاسلام"),
)
# behind a name: of one that is gone, not of the one that is
FORMER = frozenset(_words("السابق السابقه السابقين البايد البايده المخلوع المنهار"))
# a part of what the noun names, no other name of the whole: «القوات الجوية», «السلطات القضائية»
PARTS = frozenset(
    _words(
        "جوي بحري بري امني قضايي خاص تشريعي محلي بلدي جمركي صحي دستوري نسايي مشتركه خارجي سياسي"
        # … or is nobody's name without what follows: «الموالية [لصالح]», «حكومة بلاده»
        " موالي بلاده بلادها بلادهم حوثي حوثيين مخلوع متمرد متمردين"
    )
)

NATIONS = frozenset(
    _words(
        """
        سوري روسي ايراني تركي امريكي اميركي سعودي مصري عراقي يمني اسراييلي فلسطيني لبناني ليبي
        قطري اماراتي كويتي بحريني عماني اردني سوداني تونسي جزايري مغربي فرنسي بريطاني الماني صيني
        اوكراني صومالي افغاني باكستاني هندي كردي اوروبي يوناني ياباني كوري اثيوبي
        """
    )
)
# of a part of the world: no two of them are one, either
REGIONS = frozenset(
    _words(
        """
        اسيوي افريقي عربي خليجي غربي شرقي شمالي جنوبي دولي عالمي اقليمي ايطالي اسباني هولندي
        برازيلي ارجنتيني كندي استرالي اندونيسي ماليزي نيجيري كيني نمساوي سويسري بولندي سنغافوري
        """
    )
)
# cities that are written with the article: a place is no other name of a thing
CITIES = frozenset(
    _words("رياض قاهره خرطوم دوحه منامه كويت جزاير رباط موصل رقه انبار فلوجه رمادي قدس اسكندريه")
)
# before a name: «الرئيس السوري بشار الأسد»
TITLES = frozenset(
    _words(
        "رييس الرييس وزير الوزير ملك الملك امير الامير زعيم الزعيم نظيره حليفه قايد القايد مستشار"
        " مرشد المرشد سلطان السلطان"
    )
)
