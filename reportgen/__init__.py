"""Several Arabic articles on one story in, one right-to-left briefing out.

>>> import reportgen
>>> briefing = reportgen.build(["seeds/"])
>>> reportgen.publish(briefing, "reports/")
>>> reportgen.verify("reports/briefing.pdf", ["seeds/"])
()

Importing this package loads none of torch, sentence_transformers, sumy and weasyprint.
"""

from reportgen._version import __version__
from reportgen.config import Options, load_options
from reportgen.errors import ReportgenError
from reportgen.extract import summarize
from reportgen.judge import judge
from reportgen.model import Briefing
from reportgen.pipeline import build, publish
from reportgen.verification import Mismatch, verify

__all__ = [
    "Briefing",
    "Mismatch",
    "Options",
    "ReportgenError",
    "__version__",
    "build",
    "judge",
    "load_options",
    "publish",
    "summarize",
    "verify",
]
