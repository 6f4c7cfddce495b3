"""An article becomes a routine in our Markdown, for a person to read over, before it is read."""

from voiceguide.importing.article import Imported, import_article, import_file, read_article
from voiceguide.importing.sources import Source, is_article, load, source_of

__all__ = [
    "Imported", "Source", "import_article", "import_file", "is_article", "load", "read_article",
    "source_of",
]  # fmt: skip
