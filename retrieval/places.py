"""What lies where in a library's folder."""

from typing import Final

CATALOGUE: Final = "catalogue.sqlite"
CHROMA: Final = "chroma"
# There only while the library is being brought over to another model.
REBUILD: Final = "rebuild"
DRAFT: Final = "vectors.sqlite"
