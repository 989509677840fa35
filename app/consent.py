"""What a browser says of consent by itself: Global Privacy Control (W3C, https://www.w3.org/TR/gpc/)."""

from collections.abc import Mapping


def objects(headers: Mapping[str, str]) -> bool:
    """Whether the browser asks not to be tracked: `Sec-GPC: 1` counts as no consent, whatever was allowed before."""
    return headers.get("sec-gpc", "").strip() == "1"
