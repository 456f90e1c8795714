"""Why a file is left out: every reason `ingest` gives, for a catalogue to translate.

Where more is to be said it follows after ``": "`` (``same text as another file: a.txt``).
"""

EMPTY = "empty file"
BINARY = "binary file"
NOT_UTF8 = "not UTF-8 text"
TOO_LARGE = "larger than the limit"
UNREADABLE = "cannot be read"
UNKNOWN_FORM = "unknown file form"
NOT_A_FILE = "not a regular file"
LINK_OUT = "link to outside the folder"
LINK_TO_FOLDER = "link to a folder"
BROKEN_LINK = "broken link"
ABOUT_THE_FOLDER = "about the folder, not an article"
COPY = "same text as another file"

ALL = (
    EMPTY,
    BINARY,
    NOT_UTF8,
    TOO_LARGE,
    UNREADABLE,
    UNKNOWN_FORM,
    NOT_A_FILE,
    LINK_OUT,
    LINK_TO_FOLDER,
    BROKEN_LINK,
    ABOUT_THE_FOLDER,
    COPY,
)
