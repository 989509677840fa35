"""Messages with nothing to understand: a click on a chip, too much text, or none."""

from agents.message import says_nothing
from agents.turn import DialogueState, Language, Message, Question, Understanding
from agents.understanding.state import drop


def unclear(message: Message, before: DialogueState, limit: int) -> Understanding | None:
    """Return what such a message means, or None for one that has something to understand."""
    if message.drop:
        return _dropped(message, before)
    if len(message.text) > limit:
        return _ask("too_long", message, before)
    if not message.text:
        return _ask("empty", message, before)
    return _ask("no_words", message, before) if says_nothing(message.text) else None


def _dropped(message: Message, before: DialogueState) -> Understanding:
    state = drop(before, message.drop)
    language = _language(message, before)
    return Understanding(message.text, language, "refine", 1.0, True, state=state, query=state.query)


def _ask(key: str, message: Message, before: DialogueState) -> Understanding:
    language = _language(message, before)
    return Understanding(message.text, language, "chitchat", 1.0, True, state=before, ask=Question(key))


def _language(message: Message, before: DialogueState) -> Language:
    if before.intent:
        return before.language
    return "zh" if message.locale.startswith("zh") else "en"
