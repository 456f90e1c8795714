"""Makes ``library-1.sqlite3``, a library in the layout of the first release.

    python -m tests.first_library

It was made once and is kept: later versions must open what that release wrote.  Do not make it
anew, unless no release has been made.  The articles are invented (`tests.conftest.FLOOD`).
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from reportgen import project

from .conftest import FLOOD, write_articles

HERE = Path(__file__).with_name("library-1.sqlite3")
ADDED = {"third.txt": FLOOD["sada.txt"].replace("خمسة أشخاص", "ستة أشخاص")}


def main() -> None:
    """Make two editions, the second with an article more, and keep their library."""
    with tempfile.TemporaryDirectory() as folder:
        made = project.init(Path(folder) / "flood")
        for texts in (FLOOD, ADDED):
            write_articles(made.articles, texts)
            project.rebuild(made, formats=("json",))
        with closing(sqlite3.connect(made.library)) as base:
            # what follows from the machine and the moment is not part of the layout
            base.execute("UPDATE editions SET created_at = '2026-11-22T00:00:00+00:00'")
            base.execute("UPDATE editions SET inputs = ''")
            base.commit()
            base.execute("VACUUM")
        HERE.write_bytes(made.library.read_bytes())


if __name__ == "__main__":
    main()
