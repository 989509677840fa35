"""Text to vectors."""

import numpy as np
import torch

from knowledge.search.embedding import PackagedEmbedder, SentenceEmbedder


def test_the_packaged_model_gives_what_sentence_transformers_gives() -> None:
    texts = ["a waterproof jacket", "HP 15-inch laptop, 16 GB", "蓝色 跑步鞋", "", "word " * 300]
    ours, theirs = PackagedEmbedder().encode_texts(texts), SentenceEmbedder(dtype=torch.float32).encode_texts(texts)
    assert ours.shape == (5, 384)
    assert (ours * theirs).sum(1).min() > 0.999
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-3)
