"""Why a file is left out: every reason `ingest` gives, for a catalogue to translate.

Where more is to be said it follows after ``": "`` (``same text as another file: a.txt``).
"""

EMPTY = "empty file"
BINARY = "binary file"
NOT_TEXT = "not the text it claims to be"
UNKNOWN_ENCODING = "text in an unknown encoding"
GARBLED = "text garbled by a wrong encoding"
TOO_LARGE = "larger than the limit"
UNREADABLE = "cannot be read"
UNKNOWN_FORM = "unknown file form"
NOT_A_FILE = "not a regular file"
LINK_OUT = "link to outside the folder"
LINK_TO_FOLDER = "link to a folder"
BROKEN_LINK = "broken link"
ABOUT_THE_FOLDER = "about the folder, not an article"
COPY = "same text as another file"
DAMAGED = "damaged file"
ENCRYPTED = "protected by a password"
NO_TEXT_LAYER = "PDF without text"
NO_MAIN_TEXT = "page without main text"
NO_TEXT_COLUMN = "no column holds the text"
TOO_SLOW = "takes too long to read"
CRASHED = "cannot be read safely"
TOO_MANY = "more articles than are read from one file"
UNSAFE_NAME = "unsafe name in an archive"
NESTED = "archive in an archive"
OFFLINE = "address cannot be fetched"

ALL = (
    EMPTY,
    BINARY,
    NOT_TEXT,
    UNKNOWN_ENCODING,
    GARBLED,
    TOO_LARGE,
    UNREADABLE,
    UNKNOWN_FORM,
    NOT_A_FILE,
    LINK_OUT,
    LINK_TO_FOLDER,
    BROKEN_LINK,
    ABOUT_THE_FOLDER,
    COPY,
    DAMAGED,
    ENCRYPTED,
    NO_TEXT_LAYER,
    NO_MAIN_TEXT,
    NO_TEXT_COLUMN,
    TOO_SLOW,
    CRASHED,
    TOO_MANY,
    UNSAFE_NAME,
    NESTED,
    OFFLINE,
)
