"""Asks that need a careful short answer and a person: distress, medical, legal and dangerous ones."""

import re
from typing import Literal, TypeAlias

Care: TypeAlias = Literal["distress", "medical", "legal", "danger"]

_ASKS: tuple[tuple[Care, str], ...] = (
    (
        "distress",
        r"\b(kill(ing)? myself|end(ing)? my life|suicid\w*|self[- ]harm\w*|hurt(ing)? myself|want to die|"
        r"don'?t want to (live|be alive)|no reason to live|can'?t go on)\b"
        r"|自杀|轻生|不想活|活不下去|自残|伤害自己|结束(我的|自己的)?生命|想死",
    ),
    (
        "danger",
        r"\b(make|build|mak(e|ing)|mix|cook) (a |an |some )?(bombs?|explosives?|pipe bomb|poison|meth|napalm|"
        r"molotov\w*|chlorine gas)\b"
        r"|\b(poison|hurt|kill|stab|drug|stalk|attack) (my|a|an|the|some|some ?one|somebody|people|"
        r"him|her|them)\b(?! (time|pain|weeds?))"
        r"|\bwithout (them|her|him) knowing\b|\bmix (bleach|ammonia)\b"
        r"|(制作|制造|自制|做)(一个|个)?(炸弹|炸药|毒药|毒品|燃烧瓶)|怎么(毒死|杀|伤害)|下毒|投毒",
    ),
    (
        "medical",
        r"\b(cure|treat|heal|diagnos\w*|prescri\w*|dosage|dose of|side effects?|overdose)\b"
        r"|\b(safe|ok|okay|good|bad) (for|with|during) (my |a )?(pregnan\w*|diabet\w*|asthma|epilep\w*"
        r"|heart condition|"
        r"pacemaker|"
        r"blood pressure|allerg(y|ies)|eczema)\b"
        r"|\bshould i (take|stop taking)\b|\b(instead of|replace) my (medication|medicine|insulin|inhaler)\b"
        r"|\bchest pains?\b"
        r"|治疗|治好|能治|诊断|剂量|副作用|处方|停药|孕妇能|怀孕.{0,6}(能|可以|安全)|胸痛|心脏病.{0,6}(能|可以)|代替.{0,3}药",
    ),
    (
        "legal",
        r"\b(sue|suing|lawsuit|lawyer|attorney|legal (advice|action|rights?)|small claims|take you to court|"
        r"is it legal|illegal(ly)?)\b"
        r"|起诉|律师|打官司|法律(责任|建议|途径)|违法吗|合法吗|告你们|仲裁",
    ),
)  # fmt: skip
_ASKS_READ = tuple((care, re.compile(pattern, re.IGNORECASE)) for care, pattern in _ASKS)


def needs_care(text: str) -> Care | None:
    """Return which kind of care the shopper's words ask for, or None; the gravest wins."""
    return next((care for care, asks in _ASKS_READ if asks.search(text)), None)
