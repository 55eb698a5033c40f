"""Embedding functions that Chroma's registry knows as long as this is imported.

Like `HashEmbedder` they can be predicted by eye: each word has a fixed random direction.
"""

import os
import re
import zlib
from typing import Any

import numpy as np
from chromadb.api.types import Documents, EmbeddingFunction, Embeddings
from chromadb.utils.embedding_functions import register_embedding_function
from numpy.typing import NDArray

from retrieval.settings import ModelChoice

_WORD = re.compile(r"\w+")
KEY = "sk-0123456789abcdef-very-secret"
VARIABLE = "TOY_SERVICE_CREDENTIAL"


@register_embedding_function
class ToyFunction(EmbeddingFunction[Documents]):
    """Vectors of `size` numbers, longer than 1; another `flavour` is another model."""

    calls: list[list[str]] = []  # noqa: RUF012 - shared by all on purpose: the registry makes them
    questions: list[list[str]] = []  # noqa: RUF012 - as above

    def __init__(self, size: int = 48, flavour: str = "plain", timeout: int = 5) -> None:
        self.size, self.flavour, self.timeout = size, flavour, timeout

    def __call__(self, input: Documents) -> Embeddings:  # noqa: A002 - Chroma's name for it
        self.calls.append(list(input))
        return [self._direction(text) for text in input]

    def embed_query(self, input: Documents) -> Embeddings:  # noqa: A002 - as above
        self.questions.append(list(input))
        return self(input)

    def _direction(self, text: str) -> NDArray[np.float32]:
        total = np.full(self.size, 1e-3)
        for word in _WORD.findall(text.casefold()):
            seed = zlib.crc32(f"{self.flavour}/{word}".encode())
            total += np.random.default_rng(seed).standard_normal(self.size)
        return (3 * total).astype(np.float32)

    @staticmethod
    def name() -> str:
        return "toy"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "ToyFunction":
        return ToyFunction(config["size"], config["flavour"], config["timeout"])

    def get_config(self) -> dict[str, Any]:
        return {"size": self.size, "flavour": self.flavour, "timeout": self.timeout}


@register_embedding_function
class ToyService(ToyFunction):
    """A function that is reached at an address, with a key, and tells of both when it fails."""

    def __init__(
        self,
        url: str,
        model_name: str = "toy-1",
        api_key_env_var: str = VARIABLE,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.url, self.model_name, self.headers = url, model_name, headers
        self.api_key_env_var = api_key_env_var
        self.key = os.getenv(api_key_env_var)
        if not self.key:
            raise ValueError(f"The {api_key_env_var} environment variable is not set.")

    def __call__(self, input: Documents) -> Embeddings:  # noqa: A002 - Chroma's name for it
        if self.model_name == "down":
            raise ConnectionError(f"POST {self.url}?key={self.key} failed\nwith {self.key}")
        return super().__call__(input)

    @staticmethod
    def name() -> str:
        return "toy_service"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "ToyService":
        return ToyService(
            config["url"],
            config["model_name"],
            config["api_key_env_var"],
            config.get("headers"),
        )

    def get_config(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "model_name": self.model_name,
            "api_key_env_var": self.api_key_env_var,
            "headers": self.headers,
            "api_key": self.key,
        }


TOY = ModelChoice("toy")
