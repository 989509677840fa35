"""Questions about products answered from their own records, and products set side by side."""

from knowledge.answers.comparison import compare
from knowledge.answers.facts import answer_from_facts
from knowledge.answers.scorer import asks_about

__all__ = ["answer_from_facts", "asks_about", "compare"]
