"""A linear-chain conditional random field over BIO tags: training loss, marginals and best paths."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

FORBIDDEN = -1e4


def bio_tags(labels: Sequence[str]) -> tuple[str, ...]:
    """Return "O" and the B- and I- tag of each label."""
    return ("O", *(f"{edge}-{label}" for label in labels for edge in "BI"))


class Crf(nn.Module):
    """Transition scores between BIO tags; I-x may follow only B-x or I-x, and never opens a sequence."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__()
        n = len(tags)
        self.transitions = nn.Parameter(torch.zeros(n, n))
        self.first = nn.Parameter(torch.zeros(n))
        follows = [[t[0] != "I" or (p != "O" and p[2:] == t[2:]) for t in tags] for p in tags]
        self.register_buffer("_allowed", torch.tensor(follows), persistent=False)
        self.register_buffer("_opens", torch.tensor([t[0] != "I" for t in tags]), persistent=False)

    def _scores(self) -> tuple[Tensor, Tensor]:
        allowed, opens = self.get_buffer("_allowed"), self.get_buffer("_opens")
        return self.transitions.masked_fill(~allowed, FORBIDDEN), self.first.masked_fill(~opens, FORBIDDEN)

    def log_partition(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """Return log Z (batch,) of emissions (batch, words, tags); mask (batch, words) is True at words."""
        transitions, first = self._scores()
        alpha = first + emissions[:, 0]
        for t in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha.unsqueeze(2) + transitions, 1) + emissions[:, t]
            alpha = torch.where(mask[:, t : t + 1], step, alpha)
        return torch.logsumexp(alpha, 1)

    def loss(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """Return the negative log-likelihood (batch,) of the paths through `allowed` (batch, words, tags) tags."""
        among = self.log_partition(emissions.masked_fill(~allowed, FORBIDDEN), mask)
        return self.log_partition(emissions, mask) - among

    @torch.no_grad()
    def best(self, emissions: Tensor, mask: Tensor) -> list[list[int]]:
        """Return the most likely tag ids of each sequence, as long as the sequence is."""
        transitions, first = self._scores()
        alpha, back = first + emissions[:, 0], []
        for t in range(1, emissions.shape[1]):
            score, source = (alpha.unsqueeze(2) + transitions).max(1)
            keep = mask[:, t : t + 1]
            alpha = torch.where(keep, score + emissions[:, t], alpha)
            back.append(torch.where(keep, source, torch.arange(len(first)).expand_as(source)))
        path = [alpha.argmax(1)]
        for source in reversed(back):
            path.append(source.gather(1, path[-1].unsqueeze(1)).squeeze(1))
        tags = torch.stack(path[::-1], 1).tolist()
        return [row[:n] for row, n in zip(tags, mask.sum(1).tolist(), strict=True)]
