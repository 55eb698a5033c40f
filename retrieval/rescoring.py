"""The re-scorer: a small model that reads a question and a quote together.

Its weights were trained by scripts/train_rescorer.py, starting from those of the embedding model,
whose word table it shares; they stand in minilm/rescorer.safetensors. Answers come without it, too.
"""

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final, Protocol

import platformdirs
import structlog
from safetensors import SafetensorError
from safetensors.numpy import load

from retrieval.errors import ModelError
from retrieval.mending import mended
from retrieval.minilm.cache import prepared
from retrieval.minilm.cross_encoder import CrossEncoder
from retrieval.minilm.packing import unpack
from retrieval.minilm.weights import find_files, read_tokenizer, read_weights
from retrieval.results import Quote

WEIGHTS: Final = Path(str(files("retrieval"))) / "minilm" / "rescorer.safetensors"
# What it shares with the embedding model.
_SHARED: Final = ("embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight")
_log = structlog.get_logger(__name__)


class Rescorer(Protocol):
    """Tells how well texts answer a question."""

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """A logit for each text, above 0 where it more likely answers the question than not."""
        ...


def text_of(quote: Quote, replies_to: str = "") -> str:
    """What is read of a quote: the title of its work, who says it, to what, and the words."""
    title = f"{quote.title}. " if quote.title else ""
    asked = f"{replies_to} " if replies_to else ""
    speaker = quote.quoted_speaker or quote.speaker
    said = f"{speaker}: {quote.text}" if speaker else quote.text
    return mended(title + asked + said)


def load_rescorer(cache: Path | None = None, weights: Path = WEIGHTS) -> Rescorer | None:
    """The re-scorer; None, and a line in the log, where its weights are missing or damaged.

    The first call prepares it (about a second) and keeps it in `cache`, by default the user's
    cache folder.
    """
    try:
        packed = weights.read_bytes()
        return _prepare(packed, cache or platformdirs.user_cache_path("pullquote"))
    except (OSError, SafetensorError, ModelError, KeyError, ValueError) as error:
        _log.warning("rescorer_absent", path=str(weights), reason=str(error))
        return None


def _prepare(packed: bytes, cache: Path) -> Rescorer:
    tokenizer = read_tokenizer(find_files())
    return prepared(
        cache / f"rescorer-{hashlib.sha256(packed).hexdigest()[:12]}.model",
        lambda model: CrossEncoder(model, tokenizer),
        lambda: _build(packed),
    )


def _build(packed: bytes) -> bytes:
    # Only the first start needs `onnx`.
    from retrieval.minilm.pair_graph import build_pair_graph  # noqa: PLC0415

    shared = read_weights(find_files())
    return build_pair_graph({**{name: shared[name] for name in _SHARED}, **unpack(load(packed))})
