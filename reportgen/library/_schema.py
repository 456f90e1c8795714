"""How the library is laid out, as numbered steps from nothing to the layout of today.

A step that was once released is never changed: a new layout is a new step at the end.  The number
of steps a file has gone through is its ``user_version``.
"""

APPLICATION_ID = 0x5247504C  # "RGPL"

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE editions (
            number INTEGER PRIMARY KEY,
            created_at TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            inputs TEXT NOT NULL,
            title TEXT NOT NULL,
            articles INTEGER NOT NULL,
            briefing BLOB NOT NULL,
            sha256 BLOB NOT NULL
        )
        """,
        """
        CREATE TABLE articles (
            id TEXT PRIMARY KEY,
            path TEXT NOT NULL,
            outlet TEXT NOT NULL,
            title TEXT,
            published TEXT,
            sha256 TEXT NOT NULL,
            first_edition INTEGER NOT NULL,
            last_edition INTEGER NOT NULL
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE sentences (
            article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            first_edition INTEGER NOT NULL,
            last_edition INTEGER NOT NULL,
            PRIMARY KEY (article, start, stop)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE vectors (
            model BLOB NOT NULL,
            text BLOB NOT NULL,
            vector BLOB NOT NULL,
            checksum BLOB NOT NULL,
            PRIMARY KEY (model, text)
        ) WITHOUT ROWID
        """,
        # apart from the vectors: to note a use must not rewrite them all
        """
        CREATE TABLE uses (
            model BLOB NOT NULL,
            text BLOB NOT NULL,
            last_edition INTEGER NOT NULL,
            PRIMARY KEY (model, text)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE outputs (
            name TEXT PRIMARY KEY,
            edition INTEGER NOT NULL,
            form TEXT NOT NULL,
            sha256 TEXT NOT NULL
        ) WITHOUT ROWID
        """,
    ),
)
