"""The cross-encoder as PyTorch trains it: BERT's layers under BERT's names, and a logit.

Words and positions stay as they are, so that the trained model shares them with the embedding
model it started from.
"""

from collections.abc import Mapping, Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from retrieval.minilm.cross_encoder import joined
from retrieval.minilm.shape import DIMENSIONS, EPSILON, HEADS, LAYERS

_WIDE = 4 * DIMENSIONS
_DROPOUT = 0.1
_FROZEN = ("embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight")


class PairNetwork(nn.Module):
    """A question and a text, as tokens of type 0 and 1, to a logit."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        """Start from an embedding model's weights, by BERT's names."""
        super().__init__()
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding(*weights[_FROZEN[0]].shape),
                "position_embeddings": nn.Embedding(*weights[_FROZEN[1]].shape),
                "token_type_embeddings": nn.Embedding(2, DIMENSIONS),
                "LayerNorm": nn.LayerNorm(DIMENSIONS, eps=EPSILON),
            }
        )
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(_layer() for _ in range(LAYERS))})
        self.pooler = nn.ModuleDict({"dense": nn.Linear(DIMENSIONS, DIMENSIONS)})
        self.classifier = nn.Linear(DIMENSIONS, 1)
        known = {name: weights[name] for name in self.state_dict() if name in weights}
        self.load_state_dict(known, strict=False)
        for name, parameter in self.named_parameters():
            parameter.requires_grad_(name not in _FROZEN)

    def forward(self, tokens: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Logits `(pairs,)` for tokens, types and mask, each `(pairs, length)`."""
        own = self.embeddings
        places = own["position_embeddings"].weight[: tokens.shape[1]]
        words = own["word_embeddings"](tokens)
        hidden = own["LayerNorm"](words + places + own["token_type_embeddings"](types))
        seen = mask[:, None, None, :].bool()
        for layer in self.encoder["layer"]:
            hidden = _through(layer, hidden, seen)
        first = torch.tanh(self.pooler["dense"](hidden[:, 0]))
        return self.classifier(first)[:, 0]

    def trained(self) -> dict[str, Tensor]:
        """The tensors that training changed, by BERT's names."""
        return {n: t.detach() for n, t in self.state_dict().items() if n not in _FROZEN}

    def split(self) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
        """The parameters that were learned before, and the last layer's, which were not."""
        free = [(n, p) for n, p in self.named_parameters() if p.requires_grad]
        last = [p for n, p in free if n.startswith("classifier")]
        return [p for n, p in free if not n.startswith("classifier")], last


def _layer() -> nn.ModuleDict:
    norm = lambda: nn.LayerNorm(DIMENSIONS, eps=EPSILON)  # noqa: E731 - a name for one argument
    own = {part: nn.Linear(DIMENSIONS, DIMENSIONS) for part in ("query", "key", "value")}
    joined = {"dense": nn.Linear(DIMENSIONS, DIMENSIONS), "LayerNorm": norm()}
    narrowed = {"dense": nn.Linear(_WIDE, DIMENSIONS), "LayerNorm": norm()}
    return nn.ModuleDict(
        {
            "attention": nn.ModuleDict(
                {"self": nn.ModuleDict(own), "output": nn.ModuleDict(joined)}
            ),
            "intermediate": nn.ModuleDict({"dense": nn.Linear(DIMENSIONS, _WIDE)}),
            "output": nn.ModuleDict(narrowed),
        }
    )


def _through(layer: nn.ModuleDict, hidden: Tensor, seen: Tensor) -> Tensor:
    own, joined = layer["attention"]["self"], layer["attention"]["output"]
    pairs, length, _ = hidden.shape
    heads = [
        own[part](hidden).view(pairs, length, HEADS, -1).transpose(1, 2)
        for part in ("query", "key", "value")
    ]
    mixed = functional.scaled_dot_product_attention(*heads, attn_mask=seen)
    mixed = joined["dense"](mixed.transpose(1, 2).reshape(pairs, length, -1))
    hidden = joined["LayerNorm"](hidden + functional.dropout(mixed, _DROPOUT, training=True))
    wide = functional.gelu(layer["intermediate"]["dense"](hidden))
    narrow = layer["output"]["dense"](wide)
    return layer["output"]["LayerNorm"](
        hidden + functional.dropout(narrow, _DROPOUT, training=True)
    )


def batch(tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> tuple[Tensor, Tensor, Tensor]:
    """Tokens, types and mask, each `(pairs, length)`, of questions with texts."""
    rows = [
        joined(tokenizer.encode(asked).ids, tokenizer.encode(told).ids) for asked, told in pairs
    ]
    length = max(len(tokens) for tokens, _ in rows)
    found = torch.zeros(3, len(rows), length, dtype=torch.long)
    for number, (tokens, types) in enumerate(rows):
        found[0, number, : len(tokens)] = torch.tensor(tokens)
        found[1, number, : len(types)] = torch.tensor(types)
        found[2, number, : len(tokens)] = 1
    return found[0], found[1], found[2]
