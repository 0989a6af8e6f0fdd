"""What can be wrong with a whole run; what is wrong with one document becomes its row."""

from extractor import ExtractorError


class ArchiveError(ExtractorError):
    """A run cannot begin or go on; the message says why, and what may help."""
