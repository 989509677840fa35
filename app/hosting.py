"""`shopguide llm`: our reply model for a server that speaks the OpenAI protocol."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from app.settings import Settings

llm = typer.Typer(help="Our reply model for an OpenAI-compatible server.", no_args_is_help=True)
tell = Console(stderr=True)
Home = Annotated[Path | None, typer.Option(help="The shop's folder (SHOP_HOME).")]


@llm.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A new folder; keep 'shopguide' in its name.")], home: Home = None
) -> None:
    """Write the reply model with its adapter merged, as vLLM, SGLang and `transformers serve` load it."""
    from agents.replies.export import export as written
    from app.build import adapter_in

    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty: name a new folder.")
    with tell.status(f"Writing {folder}"):
        written(folder, adapter_in(_home(home)))
    size = sum(f.stat().st_size for f in folder.iterdir()) / 2**20
    tell.print(
        f"{folder}: {size:.0f} MB. Serve it with  shopguide llm serve {folder}  or any OpenAI-compatible server."
    )


@llm.command()
def serve(
    folder: Annotated[Path | None, typer.Argument(help="An exported folder; else one is made in the home.")] = None,
    home: Home = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8001,
    device: Annotated[str, typer.Option(help="cpu, cuda, ...; auto: a GPU where there is one.")] = "auto",
) -> None:
    """Run `transformers serve` on the reply model, with continuous batching on a GPU."""
    from agents.replies.export import serve_command

    folder = (folder or _home(home) / "shopguide-replies").expanduser().resolve()
    command = serve_command(folder, host, port, device)
    if not (folder / "config.json").exists():
        export(folder, home)
    tell.print(f"Set  SHOP_LLM_URL=http://{host}:{port}/v1 SHOP_LLM_MODEL={folder}  where the shop is served.")
    os.execv(command[0], command)


def _home(home: Path | None) -> Path:
    stated: dict[str, Any] = {"home": home} if home else {}
    return Settings(**stated).home.expanduser()
