"""Every setting, read from the environment (prefix SHOP_): the only place that reads it."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

# Nothing is fetched from a hub unless a person asks for a model by a hub's name.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# Threads that wait asleep: spinning ones make a short text many times slower on a machine that does other things too.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


class Settings(BaseSettings):
    """How this shop runs. Each field is the environment variable SHOP_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="SHOP_", extra="ignore")

    home: Path = Field(Path("home"), description="folder of the database, the index and trained weights")
    name: str = Field("Harbour & Pine", description="the shop's name, as shoppers read it")
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str = Field("", description="PostgreSQL by URL; empty: SQLite in the home")
    store_url: str = Field("", description="a Chroma server by URL; empty: embedded in the home")
    embedding_model: str = Field("", description="a sentence-transformers name or folder; empty: all-MiniLM-L6-v2")
    embedding: Literal["model", "hashing"] = "model"
    device: str = Field("", description="cpu, cuda, ...; empty: cuda where there is one")
    llm: Literal["embedded", "none"] = Field(
        "embedded", description="without SHOP_LLM_URL: SmolLM2 here, or plain wording"
    )
    llm_url: str = Field("", description="an OpenAI-compatible server, such as http://gpu:8000/v1")
    llm_model: str = ""
    llm_api_key: str = "none"
    llm_timeout_s: float = 10.0
    understand: Literal["local", "llm"] = "local"
    personalisation: bool = Field(True, description="False ranks for everybody as for a stranger")
    message_limit: int = Field(2000, description="characters a message may have")
    demo: bool = Field(True, description="serve the demo shop's pictures and storefront")
    origins: str = Field("", description="other sites that may embed the widget, separated by commas; * for all")
