"""``python -m cli``, the same as ``quote-extractor``."""

import sys

from cli import main

sys.exit(main())
