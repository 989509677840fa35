"""Product feeds: one module a format, one door for all of them."""

from knowledge.feeds.front import KINDS, Kind, detect, read_feed
from knowledge.feeds.refused import FeedError, Refused

__all__ = ["KINDS", "FeedError", "Kind", "Refused", "detect", "read_feed"]
