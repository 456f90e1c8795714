"""A project killed at random moments, and on a disk that fails at every write in turn.

    python bench/faults.py [--kills 200] [--faults N] [--seed 7] [--quick]

Builds, adds, removals and watches are killed, half of them between two writes of the process,
half at any moment.  Then every write, sync and rename of every command fails, with ENOSPC from
there on, with EIO once, and with EIO from there on; --faults N takes N of these at random.  After
each the articles, the library and the report are looked at, and the next build is compared with
a fresh one.  The exit code is 1 if anything was not as promised.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OMP_NUM_THREADS", "1")

from tests.perils.__main__ import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
