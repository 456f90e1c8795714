"""The library of a project: what was read and every edition made, in one SQLite file.

A reader of any later version opens what an earlier one wrote.  A file that cannot be used is set
aside under another name, never deleted.  What one edition brings is written in one transaction.
"""

from reportgen.library._editions import Edition, Output
from reportgen.library._library import Dropped, Library, open_library
from reportgen.library._vectors import VectorShelf

__all__ = ["Dropped", "Edition", "Library", "Output", "VectorShelf", "open_library"]
