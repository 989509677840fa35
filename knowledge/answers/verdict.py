"""Yes or no, where a question asks whether and the fact that answers it decides."""

import re
from dataclasses import replace

from knowledge.product import Answer
from knowledge.search.measures import Measure, measures_in
from knowledge.search.text import tokens, words

_WHETHER = re.compile(
    r"^\W*(?:and |so |but |then )?(?:is|are|does|do|can|could|will|would|has|have|did|was|were|should)\b|[吗嘛么]\W*$"
    r"|能不能|是不是|有没有|可不可以|会不会",
    re.IGNORECASE,
)
_OF_A_PERSON = re.compile(r"\btall\b|身高|体重|\bweigh(?:s|ing)? (?:about )?\d+ ?(?:kg|lbs?|pounds)\b", re.IGNORECASE)
# What is asked of an amount: at most the one named ("fit in" a space), or at least ("fit" a thing). The first counts.
_AT_MOST = re.compile(
    r"\b(?:under|below|less than|lighter|smaller|shorter|narrower|thinner|quieter|no more than|at most|within|"
    r"fits? (?:in|into|inside|under|through|on))\b(?! to)|以内|以下|不到|小于|轻于|低于|不超过|放进|放得进",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:over|above|more than|heavier|bigger|larger|longer|wider|taller|at least|fits?|holds?|takes?|carry|carries|"
    r"support|supports|handle|enough for|room for|accommodate|last|lasts)\b"
    r"|超过|大于|至少|以上|装得下|放得下|能装|能放|能承受|承重|支持|够",
    re.IGNORECASE,
)
_HOLDING = re.compile(r"\b(?:can|does|will|do)\b.{0,30}\b(?:hold|take|carry|support)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(\d+|one|two|three|four|five|six|eight|ten|[一二两三四五六八十])\s*(?:people|persons?|adults|个?人)", re.I
)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
_COUNTS |= {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "八": 8, "十": 10}
_EITHER = re.compile(r"\bor\b|还是", re.IGNORECASE)
_CLOSE = 0.02
# What names a thing rather than tells of it: no question is answered by its being said again.
_NAMES = ("description", "rating", "price", "availability", "brand", "model", "product_type", "title", "part_number")


def judged(question: str, answer: Answer) -> Answer:
    """Return the answer with its `truth` where the question asks whether and the fact's amount or words decide it."""
    if answer.truth is not None or not _WHETHER.search(question) or _OF_A_PERSON.search(question):
        return answer
    if answer.name in _NAMES or not answer.value:
        return answer
    amount = _decided(question, answer.value)
    if amount is not None:
        truth, asked = amount
        return replace(answer, truth=truth, asked=asked)
    return replace(answer, truth=True) if _names_value(question, answer) else answer


def _decided(question: str, value: str) -> tuple[bool, str] | None:
    people, room = _PEOPLE.search(question), _PEOPLE.search(value)
    if people and room:
        return _counted(people[1]) <= _counted(room[1]), people.group()
    held = measures_in(value)
    for asked, said in _amounts(question):
        own = [m for m in held if m.dimension == asked.dimension]
        if len(own) == 1:
            return _holds(question, asked, own[0]), said
    return None


def _counted(number: str) -> int:
    return _COUNTS[number.lower()] if number.lower() in _COUNTS else int(number)


def _amounts(question: str) -> list[tuple[Measure, str]]:
    parts = re.findall(r"\d+(?:[.,]\d+)?[\s-]?[a-zA-Z°%″\"]+|\d+(?:[.,]\d+)?[\u4e00-\u9fff]{1,3}", question)
    tried = (part[: len(part) - cut] for part in parts for cut in (range(3) if not part.isascii() else (0,)))
    return [(m, part.replace("-", " ")) for part in tried for m in measures_in(part)[:1]]


def _holds(question: str, asked: Measure, own: Measure) -> bool:
    slack = _CLOSE * max(asked.amount, own.amount)
    if _AT_MOST.search(question) and not _HOLDING.search(question):
        return own.amount <= asked.amount + slack
    if _AT_LEAST.search(question) or _HOLDING.search(question):
        return own.amount >= asked.amount - slack
    return abs(own.amount - asked.amount) <= slack


def _names_value(question: str, answer: Answer) -> bool:
    """Whether the fact holds, word for word, what the question asks for: "is it made of wool?" of "lambswool, wool"."""
    if _EITHER.search(question):
        return False
    said = {t for t in (*words(question), *(t for t in tokens(question) if not t.isascii())) if t[0].isalpha()}
    said -= set(tokens(answer.name.replace("_", " ")))
    return bool(said & {t for t in tokens(answer.value) if len(t) > 2 or not t.isascii()})
