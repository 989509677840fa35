"""Our reply model as a folder that vLLM, SGLang and `transformers serve` load, and how the last is started."""

import shutil
import sys
from pathlib import Path

import torch

from agents.replies.base import load_model, load_tokenizer


def export(out: Path, adapter: Path | None = None, folder: Path | None = None) -> Path:
    """Write the model with its adapter merged into `out`, in bfloat16, and return `out`.

    `folder` is an exported model to start from instead of the carried SmolLM2.
    """
    model = load_model(torch.bfloat16, folder)
    if adapter is not None:
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, adapter).merge_and_unload()
    tokenizer = load_tokenizer(folder)
    end = tokenizer.convert_tokens_to_ids("<|im_end|>")
    # What was read from a GGUF file names no architecture, and servers choose their code by it.
    model.config.architectures = [type(model).__name__]
    model.config.eos_token_id = model.generation_config.eos_token_id = end
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
    return out


def serve_command(folder: Path, host: str = "127.0.0.1", port: int = 8001, device: str = "auto") -> list[str]:
    """Return the command that serves an exported folder with continuous batching where there is a GPU.

    Raises FileNotFoundError where `transformers serve` is not installed.
    """
    beside = Path(sys.executable).with_name("transformers")
    program = str(beside) if beside.exists() else shutil.which("transformers")
    if program is None:
        raise FileNotFoundError("`transformers serve` is missing: run `pip install 'transformers[serving]'`.")
    batching = [] if device == "cpu" or not torch.cuda.is_available() else ["--continuous-batching"]
    return [program, "serve", str(folder), "--host", host, "--port", str(port), "--device", device, *batching]
