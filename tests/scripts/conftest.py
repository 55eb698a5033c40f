"""Scripts are run by path, so their folder is not among those that Python knows."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))
