"""Words with which Arabic news deny, negate, doubt and say the opposite, folded.

They are facts of the language, not of any article: each is in common use in agencies' reports.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


# verbs and verbal nouns of denying: their subject speaks, what follows it is denied
DENY = _words(
    """
    نفي نفت نفوا ينفي تنفي ينفون ينفوا تنفوا نافيا نافيه نافين نفيه نفيها نفيهم
    كذب كذبت كذبوا يكذب تكذب مكذبا مكذبه تكذيب فند فندت فندوا يفند تفند مفندا مفنده تفنيد
    دحض دحضت يدحض تدحض داحضا
    """
)
# «لا صحة لما تردد عن …», «عارية عن الصحة», «أنباء كاذبة»: the whole clause is denied
UNTRUE = (
    *(("لا", "صحه"), ("ولا", "صحه"), ("لا", "اساس"), ("لا", "اساس"), ("غير", "صحيح")),
    *(("غير", "صحيحه"), ("غير", "صحيحا"), ("غير", "دقيق"), ("غير", "دقيقه")),
    *(("غير", "الصحيح"), ("غير", "الصحيحه"), ("غير", "الدقيق"), ("غير", "الدقيقه")),
    *(("ليس", "صحيحا"), ("ليست", "صحيحه"), ("عار", "من"), ("عاريه", "من"), ("عار", "عن")),
    *(("العاريه", "عن"), ("العاريه", "من"), ("العاري", "عن"), ("العاري", "من")),
    *(("عاريه", "عن"), ("محض", "افتراء"), ("محض", "كذب"), ("خبر", "كاذب"), ("انباء", "كاذبه")),
    *(("اخبار", "كاذبه"), ("الانباء", "الكاذبه"), ("الاخبار", "الكاذبه"), ("عدم", "صحه")),
)
# «عدم صدور قرار»: what did not happen; «عدم الكشف عن اسمه» says nothing of the kind
NOT_HAPPENED = _words(
    "صدور وجود حدوث وقوع وصول دخول مشاركه ارسال توقيع موافقه تسجيل وفاه مقتل اصابه فتح اغلاق منح"
    " سحب انسحاب اعتقال تعيين استقاله حضور اقرار الموافقه المشاركه الانسحاب الاتفاق التوصل"
)
CASES = _words("حاله حالات اصابات وفيات خساير اضرار ضحايا جديده")
# somebody's post or remark, which an outlet quotes without telling it
POSTED = _words("كتب وكتب كتبت وكتبت غرد وغرد غردت علق وعلق وعلقت سخر وسخر تساءل وتساءل")
# before an event: it did not happen, or somebody says that it did not
NEGATING_BEFORE = _words(
    "لا ولا لم ولم لن ولن ليس وليس ليست وليست عدم وعدم بعدم لعدم دون بدون الا والا نفي نفت"
    " ينفي تنفي نافيا نافيه رفض رفضت يرفض ترفض برفض ورفض ورفضت غير"
)
# before an event: somebody rejects, mocks or weighs it, nobody tells that it happened
WEIGHED = _words(
    "رفض رفضه رفضها رفضهم ضد بسخريه سخر سخروا متهكما متهكمه يبحث بحث بحثت نيه نيته اعتزام"
    " طلب طالب دعا دعت يطالب عدم شروط امكان تلميحه لتلميحه تلميح تداولها تداولته المتداوله"
    " لمنع منع لتجنب خشيه"
)
WEIGHED |= NEGATING_BEFORE
REFUSE = _words("رفض رفضت يرفض ترفض ورفض ورفضت رفضها رفضه")
# right before an event: it is a subject, nothing says that it happened
SPOKEN_OF = _words(
    "بشان حول ملف موضوع قضيه مقترح المقترح اقتراح شكوي دراسه مناقشه مطلب مطالب حسم الجدل"
    " موعد مساله تاكيد"
)
# what only the object of a denial begins with
OBJECT_OPENS = _words(
    "ما صحه ان انه انها انهم الانباء الاخبار التقارير الشايعات المعلومات المزاعم مزاعم اتهامات"
    " الاتهامات خبر انباء اخبار شايعات اي ايه وجود حدوث وقوع"
)
THAT_OPENS = _words("ان انه انها انهم")
THAT = THAT_OPENS | _words("بان بانه بانها بانهم")
PREPOSITIONS = _words("من في الي علي عن مع ب ل بين لدي")
RUMOUR_OPENS = _words(
    "ما مايتردد ماتردد ماتم لما الاشاعات الانباء الاخبار التقارير الشايعات المعلومات المزاعم"
    " الاتهامات"
)
RUMOURS = _words("صحه خبر انباء اخبار شايعات تقارير مزاعم اتهامات دعاوي")
ABOUT = _words("عن حول بشان بخصوص الي ان بان")
# before «عدم …» they say it for itself
SAYING = _words(
    "الي علي عن اكد اكدت يوكد موكدا موكده اعلن اعلنت معلنا موضحا اوضح اوضحت مبينا ذكر ذكرت تاكيد"
)
# who acts or suffers in what is denied, no event
ACTORS = _words(
    "اتحاد الاتحاد اداره الاداره وزاره الوزاره وزير الوزير رييس الرييس حكومه الحكومه قوات القوات"
    " قوه جيش الجيش لجنه اللجنه شركه الشركه نادي النادي فريق الفريق لاعب اللاعب مدير المدير مصدر"
    " بلاده بلادها دوله طفل طفله رجل امراه مواطن مواطنين مسوول مسوولين هييه الهييه نظام النظام"
)
# a hand in what happened, or its cause: to deny it leaves open what happened
ANSWERING = frozenset({"مسوول", "ضلع", "سبب", "علم"})
# behind a killing: many, not somebody
MANY = _words(
    "عناصر عنصرا عنصر عدد عشرات مييات اشخاص شخص شخصا مدنيين مدنيون مدني مدنيا جنود جندي جنديا"
    " مسلحين مسلحا مسلح مقاتلين مقاتلا اثنين ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره احد اكثر"
    " نحو حوالي قرابه بعض الاف ما"
)
LACK = _words("عدم وعدم بعدم لعدم")
NEGATIONS = _words("لم لن ولم ولن فلم فلن")
CANNOT = _words("لا ولا")  # before a verb; before a noun it is «لا صحة»
NEGATING = NEGATIONS | CANNOT | LACK | _words("دون بدون كي كيلا ليس ليست")
# before a denial they turn it round, or make another word of it
UNDENIED = NEGATIONS | CANNOT | _words("دون بدون من عدم في")
# behind these a negation is a condition, a purpose or a description, no statement
CONDITIONS = _words("من اذا كي لكي حتي حال لو ممن الذي التي الذين")
TIMES = _words("قبل بعد قبيل عقب منذ")
# «نفى صحة هذا الخبر»: which one, stands before
THIS_NEWS = _words(
    "هذا هذه ذلك تلك ما صحه الخبر الانباء الامر خبر انباء الشايعات الشايعه اخبار الاخبار تقارير"
    " التقارير المزاعم مزاعم تردد تداول تداولته ترددت نشر نشرته اشيع قيل اي الاشاعات الاشاعه اشاعات"
    " حدوث وقوع وجود"
)
BARE_THIS = _words("ذلك الامر")  # «نفى ذلك»
OF_CLUBS = _words("وسط مهاجم مدافع حارس ظهير مدرب نجم قايد جماهير")
THIS = _words("هذا هذه صحه الخبر الانباء الشايعات الشايعه الاخبار التقارير")
NEWS = _words("الخبر الانباء الشايعات الشايعه الاخبار التقارير المعلومات النبا خبر")
# of a speaker's own: «نفى المبعوث الصيني إرسال بلاده …»
OWN = _words("بلاده بلادها قواته قواتها حكومته حكومتها بلادهم جيشه جيشها شركته شركتها")
# said of many places and things: they tell nothing of which one is meant
GENERAL = frozenset(
    re.findall(
        r"\w+",
        "مدين بلد قري محافظ منطق حي شخص عدد جوي جو رسم جديد اول كبير عام دول بلاد ايام شهر سن"
        " مختلف بعض كل عدي طرف اطراف شان سياق اطار",
    )
)
ATTEMPTS = _words("محاوله لمحاوله بمحاوله محاولات")
# before a state they make it hearsay: «أنباء عن مقتله»
HEARSAY = _words(
    "انباء الانباء شايعات الشايعات شايعه اشاعات مزاعم تردد تداول يتحدث تتحدث حديث الحديث فرضيه"
    " تقارير احتمال امكانيه تاكيد تاكدت التاكد تلميح تلميحه لتلميحه المره شكوك"
    " الشكوك تكهن تكهنت تكهنوا تكهنات"
)
# what happens, under whichever word: a denial of the one is a denial of the other
EVENTS: dict[str, str] = {
    form: forms.split()[0]
    for forms in (
        "وصل وصول وصلت يصل تصل ارسل ارسال ارسلت يرسل ترسل دخل دخول دخلت يدخل انتشار انتشرت بارسال",
        "صدر صدور صدرت اصدر اصدرت اصدار يصدر قرر قررت قرار امر مرسوم",
        "اتفق اتفاق اتفقت توصل توصلت اتفاقيه صفقه هدنه",
        "قصف غاره غارات ضربه ضربات استهدف استهداف استهدفت هاجم هجوم قصفت",
        "سيطر سيطره سيطرت استعاد استعادت استعاده حرر تحرير دخول احتل",
        "انسحب انسحاب انسحبت خرج خروج خروجهم غادر مغادره سحب",
        "قتل مقتل مصرع قتلت موت مات وفاه توفي اغتيال رحيل",
        "اعتقل اعتقال اعتقلت احتجز احتجاز توقيف القبض اوقف",
        "افرج افراج الافراج اطلاق سراح",
        "فتح افتتح افتتاح اعاده يفتح",
        "وافق موافقه وافقت اقر اقرت اقرار",
        "خطف خطفت خطفوا اختطف اختطفت اختطاف يخطف تخطف مخطوفين",
        "تسمم تسممت تسممهم بتسمم",
        "اجل تاجيل تاجل ارجاء تاجيله تاجيلها يوجل",
        "بيع باع باعت يبيع تبيع",
        "استقال استقاله استقالت اقال اقاله تنحي",
        "منح يمنح تمنح بمنح منحت اعطي اعطاء",
        "شارك مشاركه شاركت يشارك تشارك مشاركته مشاركتها",
        "مسوول مسووليته مسووليتها مسووليتهم مسووليه مسوولا مسووله تبني تبنت تبنيه تبنيها",
        "ضلع ضلوع ضلوعه ضلوعها تورط تورطه تورطها تورطهم متورط صله صلته صلتها علاقه علاقته علاقتها",
        "علم علمه علمها علمهم معرفته معرفتها",
        "سبب سببه سببها اسباب بسببه بسببها",
    )
    for form in forms.split()
}
# what they stand before is no claim of the outlet
NOT_CLAIMED = _words(
    """
    هل اذا لو لولا ربما لعل احتمال احتمالات امكانيه شايعه شايعات اشاعه اشاعات الشايعات الشايعه
    الاشاعات مزاعم يتوقع تتوقع متوقع المتوقع توقعات يحتمل المحتمل سيناريو حقيقه مانع يمكن يجب ينبغي
    تواترت وتواترت ترددت وترددت متضاربه المتضاربه
    مطالبات بمطالبات يناقش تناقش يدرس تدرس
    يحسم تحسم سيحسم ستحسم عدمه عدمها طاوله
    """
)
# a denial is over where these begin: the occasion, no part of what is denied
OCCASIONS = _words("خلال وذلك بحسب حسب وفق وفقا مشيرا مشيره موكدا موكده مضيفا موضحا ردا تعليقا")

KINDS = frozenset(EVENTS.values()) - ANSWERING

# two states of one thing that cannot both be; what is told of it otherwise must be the same
# (one pair a paragraph, its sides parted by a colon)
_OPPOSITES = """
قتل مقتل قتلت يقتل مصرع مصرعه موت مات وفاه توفي توفيت اغتيال اغتيل حتفه بمقتل بمصرع بوفاه
: الحياه

وافق وافقت يوافق توافق موافقه اقر اقرت : رفض رفضت يرفض ترفض رافضا رافضه

ايد ايدت يويد تويد تاييد : عارض عارضت يعارض تعارض معارضته معارضتها

نجح نجحت ينجح نجاح : فشل فشلت يفشل اخفق اخفقت اخفاق

فاز فازت يفوز فوز فوزه : خسر خسرت يخسر خساره خسارته هزم هزيمه هزيمته

رفع يرفع برفع سيرفع ترفع سترفع : خفض يخفض بخفض سيخفض تخفض ستخفض تخفيض

شارك شاركت يشارك سيشارك مشاركته مشاركتها مشاركه المشاركه
: غاب غابت يغيب سيغيب غياب غيابه غيابها مقاطعه يقاطع تقاطع

استمر استمرت يستمر استمرار مستمره مستمر : توقف توقفت يتوقف انتهي انتهت

التزم التزمت يلتزم ملتزم ملتزمه التزام : خرق خرقت يخرق انتهك انتهكت انتهاك خروقات
"""
OPPOSITES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (_words(one), _words(other))
    for pair in _OPPOSITES.split("\n\n")
    for one, other in [pair.split(":")]
)
# form → in which pairs, on which side
SIDES: dict[str, tuple[tuple[int, int], ...]] = {
    form: tuple(
        (pair, side)
        for pair, sides in enumerate(OPPOSITES)
        for side, forms in enumerate(sides)
        if form in forms
    )
    for form in frozenset().union(*(forms for sides in OPPOSITES for forms in sides))
}
STILL = _words("زال مازال يزال لايزال تزال مازالت زالت انه بانه حيا")
# «على قيد الحياة»: without its neighbour «الحياة» says nothing
ALIVE, LIFE = "قيد", "الحياه"
# killed, alive: whoever is both in two texts cannot be so; it is enough that they name the same
DEATH = 0
VICTORY = 4
