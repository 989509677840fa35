"""Chinese in the characters that the shopper writes: what is worded in simplified ones goes out in traditional ones."""

from dataclasses import replace

from agents.turn import Card, Chip, Row, Sentence
from knowledge.traditional import traditional, writes_traditional
from knowledge.words import is_chinese


def in_traditional(text: str, before: bool) -> bool:
    """Whether to answer in traditional characters: as the text is written, else as the conversation went so far."""
    wrote = writes_traditional(text) if is_chinese(text) else None
    return before if wrote is None else wrote


def sentence_in(sentence: Sentence, as_traditional: bool) -> Sentence:
    """Return a sentence as it is shown."""
    return replace(sentence, text=traditional(sentence.text)) if as_traditional else sentence


def card_in(card: Card, as_traditional: bool) -> Card:
    """Return a card as it is shown; brands, links and ids stay as they are."""
    if not as_traditional:
        return card
    return replace(
        card,
        title=traditional(card.title),
        reason=traditional(card.reason),
        near=traditional(card.near),
        options=tuple(map(traditional, card.options)),
    )


def chip_in(chip: Chip, as_traditional: bool) -> Chip:
    """Return a chip as it is shown; the name that a click sends back stays."""
    return replace(chip, label=traditional(chip.label)) if as_traditional else chip


def choices_in(choices: tuple[str, ...], as_traditional: bool) -> tuple[str, ...]:
    """Return quick replies as they are shown; they are understood in either writing."""
    return tuple(map(traditional, choices)) if as_traditional else choices


def row_in(row: Row, as_traditional: bool) -> Row:
    """Return a row of a comparison as it is shown; what a row is called is worded by the page."""
    return replace(row, values=tuple(map(traditional, row.values))) if as_traditional else row
