"""Layers that see few shapes: oneDNN compiles code for every number of rows it meets, and never gives all of it back.

Measured with torch 2.13 on a processor with AMX: 0.6 MiB for each new number of rows of each kind of linear layer, so
2.5 MiB for each length of text that MiniLM meets, and as much again for every length of prompt of a small LLM.
"""

from typing import Any

import torch
from torch import Tensor, nn

_EXACT = 2  # one row is multiplied by other code than many, which compiles nothing


def padded(rows: int) -> int:
    """Return the least of 1, 2, 4, 8, 16, 32, 48, 64, 96, 128, 192, ... that holds so many rows."""
    if rows <= _EXACT:
        return rows
    power = 1 << (rows - 1).bit_length()
    return power * 3 // 4 if power >= 64 and rows <= power * 3 // 4 else power


def linear(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """Return what `torch.nn.functional.linear` does, computed over a padded number of rows where nothing is learnt."""
    rows = x.shape[:-1].numel()
    more = padded(rows) - rows
    if not more or torch.is_grad_enabled():
        return nn.functional.linear(x, weight, bias)
    flat = nn.functional.pad(x.reshape(rows, x.shape[-1]), (0, 0, 0, more))
    return nn.functional.linear(flat, weight, bias)[:rows].view(*x.shape[:-1], weight.shape[0])


class EvenLinear(nn.Linear):
    """A linear layer that sees few shapes when it is used for inference."""

    def forward(self, input: Tensor) -> Tensor:
        """Return the layer's output."""
        return linear(input, self.weight, self.bias)


def evened(model: Any) -> Any:
    """Make every plain linear layer of a model see few shapes, in place, and return the model."""
    for layer in model.modules():
        if type(layer) is nn.Linear:
            layer.__class__ = EvenLinear
    return model
