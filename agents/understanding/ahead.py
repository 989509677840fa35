"""Many texts tagged in one go before they are understood one by one: a third of the time of tagging each alone."""

from collections.abc import Sequence

from agents.turn import Tagged
from agents.understanding.understand import LONGEST_TEXT, Tagger
from knowledge.words import plain


class ReadAhead:
    """A tagger that has read some texts already, and reads others when asked."""

    def __init__(self, tagger: Tagger, texts: Sequence[str]) -> None:
        self._tagger = tagger
        read = list(dict.fromkeys(plain(text[:LONGEST_TEXT]) for text in texts))
        self._read = dict(zip(read, tagger.tag(read), strict=True)) if len(read) > 1 else {}

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Return what is read in each text, in order."""
        return [self._read[text] if text in self._read else self._tagger.tag([text])[0] for text in texts]
