"""Questions about products answered from their own records, and products set side by side."""

from knowledge.answers.comparison import compare
from knowledge.answers.facts import answer_from_facts

__all__ = ["answer_from_facts", "compare"]
