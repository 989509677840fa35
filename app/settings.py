"""Every setting, read from the environment (prefix SHOP_): the only place that reads it."""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator
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
    public_url: str = Field(
        "", description="where the shop is reached from outside, as https://chat.shop.example; empty: at host and port"
    )
    trusted_proxies: str = Field(
        "127.0.0.1",
        description="proxies whose X-Forwarded-For and -Proto are believed, with commas; * for every caller",
    )
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
    retention_days: float = Field(
        365.0,
        description="days for which conversations, behaviour and carts are kept; -1: for ever",
    )
    webhook_urls: str = Field("", description="addresses that are told of handoffs and the like, with commas")
    webhook_secret: str = Field("", description="keys that sign what they are told, the newest first, with commas")
    mcp: bool = Field(True, description="offer catalogue and answers to other agents at /mcp")
    demo: bool = Field(True, description="serve the demo shop's pictures and storefront")
    origins: str = Field("", description="other sites that may embed the widget, separated by commas; * for all")
    secret: str = Field(
        "", description="keys that sign sessions, the newest first, with commas; empty: one in the home"
    )
    identity_secret: str = Field("", description="keys by which the shop's server vouches for shoppers, with commas")
    session_days: float = Field(30.0, description="days for which a session counts after its last visit")
    limit_address: str = Field("1200/minute", description="requests of one address; empty: no limit")
    limit_session: str = Field("300/minute", description="requests of one session")
    limit_shop: str = Field("30000/minute", description="requests of all together")
    limit_turns_address: str = Field("240/minute", description="messages of one address")
    limit_turns_session: str = Field("60/minute", description="messages of one session")
    limit_turns_shop: str = Field("3000/minute", description="messages of all together")
    body_limit: int = Field(262_144, description="bytes that a request may hold")
    turns_at_once: int = Field(200, description="replies under way at once; one more is refused with Retry-After")
    turns_wait_s: float = Field(
        0.5, description="seconds a message may have to wait for a processor, else it is refused"
    )
    turns_working: int = Field(1, ge=1, description="messages worked on side by side; they share one interpreter")
    metrics_token: str = Field("", description="bearer token for /metrics; empty: private addresses alone may read it")

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, said: str) -> str:
        parts = urlsplit(said.strip().rstrip("/"))
        plain = not (parts.path or parts.query or parts.fragment or parts.username)
        if said.strip() and not (parts.scheme in ("http", "https") and parts.hostname and plain):
            raise ValueError(
                f"{said} is no address of a shop: write it like https://chat.shop.example, without a path."
            )
        return said.strip().rstrip("/")

    @property
    def address(self) -> str:
        """Where links that leave the server lead to."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
