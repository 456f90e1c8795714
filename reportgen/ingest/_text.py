"""Text and Markdown: the decoded file, to the letter."""

from reportgen.ingest._decoding import decoded
from reportgen.ingest._document import Document, Reading


def read_text(content: bytes, reading: Reading) -> tuple[Document, ...]:
    """Return the whole text; nothing but a byte order mark is removed."""
    return (Document(text=decoded(content, charset=reading.charset)),)
