"""Why a stretch of an article is left out: every reason `clean` gives, to be translated."""

NAVIGATION = "navigation crumbs"
CAPTION = "caption"
BYLINE = "byline"
DATE_LINE = "date line"
SECTION = "section name"
REPEATED = "repeated headline"
TEASER = "teaser of other articles"
FOLLOW_US = "invitation to follow or subscribe"
SHARE = "share buttons"
COPYRIGHT = "copyright line"
TAGS = "list of tags"
COMMENTS = "comment form"
SOURCES = "source line"
READING_TIME = "reading time"
END_OF_REPORT = "end mark of a wire report"
MARK = "markdown mark"
FRONT_MATTER = "front matter"
IMAGE = "image"
CONTACT = "contact line"
MORE = "further lines of furniture"
TOO_MANY_LINES = "more lines than an article has"
DISCLAIMER = "note on opinions or comments"
NO_TEXT = "no article text"
TOO_SHORT = "fewer words than an article has"
PAYWALL = "stub before a paywall"
TRUNCATED = "text cut off by its source"

ALL = (
    NAVIGATION,
    CAPTION,
    BYLINE,
    DATE_LINE,
    SECTION,
    REPEATED,
    TEASER,
    FOLLOW_US,
    SHARE,
    COPYRIGHT,
    TAGS,
    COMMENTS,
    SOURCES,
    READING_TIME,
    END_OF_REPORT,
    MARK,
    FRONT_MATTER,
    IMAGE,
    CONTACT,
    MORE,
    TOO_MANY_LINES,
    DISCLAIMER,
    NO_TEXT,
    TOO_SHORT,
    PAYWALL,
    TRUNCATED,
)
