"""The judge stands beside the tests and is used by ``run.py`` as well."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
