"""Trains the re-scorer: scripts/train_rescorer.py SETS, where scripts/training_sets.py wrote SETS.

A cross-encoder that starts from the embedding model's weights learns to put a text that answers
before those that only seem to (softmax over a group), and to say of each by itself whether it
answers (logistic loss); then its layers are quantised to int8 and written to
retrieval/minilm/rescorer.safetensors (11 MB). Two phases: mostly short quotes, then quotes and
whole passages. Two cores take about two hours. Needs requirements-dev.lock, and PyTorch
(`pip install torch==2.13.0`), which the product itself never does.

The negatives come from the ranking of the day, so another run gives a model as good, not the same.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from fitting import ROOT
from rescorer.mining import Group, Text, passages, windows
from rescorer.network import PairNetwork, batch
from safetensors.numpy import save_file
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from retrieval.minilm.packing import pack
from retrieval.minilm.weights import find_files, read_tokenizer, read_weights

_LEARNED_RATE, _NEW_RATE, _DECAY = 8e-5, 1e-3, 0.01
# How often a title is read with its text: most of what people ask is in the words themselves.
_TITLED = 0.6
_WARM_UP = 40
_chance = random.Random(3)  # noqa: S311 - it shuffles, it keeps no secret


@dataclass(frozen=True, slots=True)
class Phase:
    """So many steps; the share of each kind of group, how many a step, texts that do not answer."""

    steps: int
    shares: Mapping[str, float]
    sizes: Mapping[str, int]
    negatives: int


PHASES = (
    Phase(490, {"windows": 0.87, "talk": 0.13}, {"windows": 8, "talk": 8}, 3),
    Phase(
        560,
        {"windows": 0.6, "passages": 0.22, "talk": 0.1, "meetings": 0.08},
        {"windows": 10, "passages": 5, "talk": 5, "meetings": 5},
        4,
    ),
)


def main() -> int:
    """Mine, train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, metavar="SETS")
    parser.add_argument("--out", type=Path, default=ROOT / "retrieval/minilm/rescorer.safetensors")
    parser.add_argument("--steps", type=int, help="of each phase, for a trial")
    parser.add_argument("--most", type=int, help="questions of each set, for a trial")
    options = parser.parse_args()
    torch.manual_seed(3)
    groups = {
        "windows": list(windows(options.sets / "train-squad", options.most)),
        "passages": list(passages(options.sets / "train-squad", options.most)),
        "talk": list(passages(options.sets / "train-podcast", options.most)),
        "meetings": list(passages(options.sets / "train-qmsum", options.most)),
    }
    weights = read_weights(find_files())
    network = PairNetwork({name: torch.tensor(tensor) for name, tensor in weights.items()})
    for phase in PHASES:
        _train(network, groups, phase, options.steps or phase.steps)
    save_file(pack({n: t.numpy() for n, t in network.trained().items()}), options.out)
    print(f"Wrote {options.out}; now fit again: scripts/fit_ranking.py, scripts/fit_confidence.py")
    return 0


def _train(
    network: PairNetwork, groups: Mapping[str, Sequence[Group]], phase: Phase, steps: int
) -> None:
    tokenizer = read_tokenizer(find_files())
    learned, new = network.split()
    optimiser = torch.optim.AdamW(
        [{"params": learned, "lr": _LEARNED_RATE}, {"params": new, "lr": _NEW_RATE}],
        weight_decay=_DECAY,
    )
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / _WARM_UP, max(0.02, 1 - step / steps))
    )
    for step, texts in enumerate(_batches(groups, phase, steps)):
        pairs = [pair for row in texts for pair in row]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(*batch(tokenizer, pairs))
        loss = _loss(logits.float().view(len(texts), -1))
        optimiser.zero_grad()
        loss.backward()
        clip_grad_norm_(learned + new, 1.0)
        optimiser.step()
        rate.step()
        print(f"\rstep {step + 1} of {steps}, loss {loss.item():.3f}", end="", flush=True)
    print()


def _loss(logits: Tensor) -> Tensor:
    """Of logits `(groups, texts)`, where the first text of each answers."""
    truth = torch.zeros_like(logits)
    truth[:, 0] = 1
    each = functional.binary_cross_entropy_with_logits(
        logits, truth, pos_weight=torch.tensor((logits.shape[1] - 1) / 2)
    )
    first = torch.zeros(len(logits), dtype=torch.long)
    return functional.cross_entropy(logits, first) + each


def _batches(
    groups: Mapping[str, Sequence[Group]], phase: Phase, steps: int
) -> Iterator[list[list[tuple[str, str]]]]:
    for _ in range(steps):
        (kind,) = _chance.choices(list(phase.shares), list(phase.shares.values()))
        chosen = _chance.sample(groups[kind], phase.sizes[kind])
        yield [_row(group, groups[kind], phase.negatives) for group in chosen]


def _row(group: Group, others: Sequence[Group], count: int) -> list[tuple[str, str]]:
    """The question with a text that answers, then with `count` that do not."""
    beside = _chance.sample(group.beside, min(1, len(group.beside)))
    elsewhere = _chance.sample(group.elsewhere, min(count - len(beside), len(group.elsewhere)))
    texts = [_chance.choice(group.positives), *beside, *elsewhere]
    while len(texts) <= count:
        texts.append(_chance.choice(_chance.choice(others).positives))
    return [(group.question, _shown(text)) for text in texts]


def _shown(text: Text) -> str:
    title, words = text
    return f"{title}. {words}" if title and _chance.random() < _TITLED else words


if __name__ == "__main__":
    sys.exit(main())
