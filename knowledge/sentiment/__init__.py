"""How a shopper feels about the shop, turn by turn: a small linear model of ours, in English and Chinese."""

from knowledge.sentiment.model import Mood, mood_of

__all__ = ["Mood", "mood_of"]
