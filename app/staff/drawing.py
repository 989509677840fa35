"""The console's pages as HTML: templates autoescaped, undefined names forbidden, and no script but our own may run."""

import hashlib
import json
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from knowledge.records.staff import StaffUser

STATIC = Path(__file__).parent.parent / "static"
# Nothing of a shopper's text can run, even if a template forgot to escape it.
POLICY = (
    "default-src 'self'; img-src 'self' https: data:; script-src 'self'; style-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def draw(page: str, user: StaffUser | None, status: int = 200, /, **values: Any) -> HTMLResponse:
    """Return the page of `staff_<page>.html`; `here` among the values names its place in the navigation."""
    html = templates().get_template(f"staff_{page}.html").render({"here": page, "user": user, **values})
    return HTMLResponse(html, status, headers=HEADERS)


@cache
def templates() -> Environment:
    """Return the environment of the console's templates."""
    drawn = Environment(
        loader=FileSystemLoader(STATIC),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawn.filters |= {"ago": ago, "moment": moment, "clock": clock, "iso": iso, "said": said, "pretty": pretty}
    drawn.globals |= {"asset": asset}
    return drawn


@cache
def asset(name: str) -> str:
    """Return the address of a style or script, which changes with its content."""
    return f"/staff/assets/{name}?v={hashlib.sha256(asset_text(name).encode()).hexdigest()[:12]}"


@cache
def asset_text(name: str) -> str:
    """Return a style or script of the console; staff.css brings the tokens. Raises LookupError for any other name."""
    names = {path.name for path in STATIC.glob("staff*") if path.suffix in (".css", ".js")}
    if name not in names:
        raise LookupError(f"The console has no {name}.")
    tokens = (STATIC / "tokens.css").read_text("utf-8") if name == "staff.css" else ""
    return tokens + (STATIC / name).read_text("utf-8")


def said(name: str) -> str:
    """Return a name of ours ("ask_product") as people read it ("ask product")."""
    return name.replace("_", " ")


def ago(seconds: float) -> str:
    """Return how long ago a time was: "now", "5 min", "3 h", "2 d", then its date."""
    past = max(0.0, time.time() - seconds)
    for limit, unit, word in ((60, 1, ""), (3600, 60, " min"), (86_400, 3600, " h"), (7 * 86_400, 86_400, " d")):
        if past < limit:
            return f"{int(past // unit)}{word}" if word else "now"
    then = datetime.fromtimestamp(seconds, UTC)
    return f"{then.day} {then:%b}" + ("" if then.year == datetime.now(UTC).year else f" {then.year}")


def moment(seconds: float) -> str:
    """Return a time as date and clock, in UTC."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


def clock(seconds: float) -> str:
    """Return a time's clock, in UTC."""
    return f"{datetime.fromtimestamp(seconds, UTC):%H:%M}"


def iso(seconds: float) -> str:
    """Return a time for <time datetime>, which the page's script writes in the reader's own zone."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def pretty(value: Any) -> str:
    """Return plain JSON, indented."""
    return json.dumps(value, ensure_ascii=False, indent=2)
