"""What is fixed about all-MiniLM-L6-v2 (its config.json), and how its graph is addressed."""

from typing import Final

NAME: Final = "all-MiniLM-L6-v2"
DIMENSIONS: Final = 384
LAYERS: Final = 6
HEADS: Final = 12
EPSILON: Final = 1e-12
# Longer texts are cut, as upstream's sentence_bert_config.json has it.
MAX_TOKENS: Final = 256

INPUT: Final = "tokens"
OUTPUT: Final = "vector"
# The re-scorer's graph has the tokens' types beside them, and gives a logit.
TYPES: Final = "types"
LOGIT: Final = "logit"

# Part of what makes vectors comparable: raise it whenever the graph or its numbers change.
BUILDER: Final = "1"
