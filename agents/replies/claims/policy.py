"""Policy terms: what a sentence says of returns, refunds, warranty and the like must stand in one passage or record."""

import re
from itertools import pairwise

from agents.replies.claims.setting import Kind, Setting
from agents.replies.records import text_of

POLICY = re.compile(
    r"\breturn(?:s|ed|able|ing)?\b|\brefund(?:s|ed|able)?\b|\bexchang(?:e|es|ed|ing)\b|\bwarrant(?:y|ies)\b"
    r"|\bguarantee[ds]?\b|\bcancel(?:s|led|lation)?\b"
    r"|\brestocking\b|\bmoney[- ]back\b|\bprice[- ]match\w*|\bno questions asked\b|\bcash on delivery\b"
    r"|\binstal?lments?\b|\bgift[- ]wrap\w*|\bpoints?\b(?= (?:per|for|on))"
    r"|\binsur(?:ance|ed)\b|\bstore credit\b|\btrade-?in\b|\bcertified\b|\bapproved by\b|\bmade in\b"
    r"|\blicen[sc]ed\b|\bpatented\b|\btested by\b|\brecommended by\b"
    r"|退货|退款|换货|退换|包退|包换|保修|质保|保固|保价|三包|运费|取消订单|货到付款|分期|以旧换新|正品|认证|产自|产地|国产|进口|专利|推荐使用|无理由|假一赔",
    re.I,
)  # fmt: skip
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NOT = re.compile(r"\bnot?\b|n't\b|\bcannot\b|\bexcept\b|\bunless\b|\bwithout\b|\bonly\b|不|无|非|除|仅|只|未", re.I)
_COMMON = frozenset(
    re.findall(
        r"\w[\w']*",
        "the a an is are be it its it's this that you your we our us they them of for to in on at by with from and or "
        "as if can may will so have has get here do does there i i'm yes no also just any all which what when how then "
        "than please within",
    )
)
OVERLAP = 0.8


def _policy_backed(found: re.Match[str], here: Setting) -> bool:
    word = found.group().lower()
    # A row of a comparison is called by its attribute; its figures are checked as numbers.
    compared = {p.values["attribute"] for p in here.records.plan.points if p.kind == "winner"}
    if here.only_wished(word) or word in compared:
        return True
    left, right = here.clause(found.start(), found.end())
    clause = here.masked[left:right]
    grounds = [f"{p.question} {p.answer}" for p in here.records.passages]
    if here.records.done:
        grounds.append(" ".join([*here.records.values(), *(d.key.replace("_", " ") for d in here.records.done)]))
    subject = here.subject(found.start(), found.end())
    if subject is not None:
        grounds += text_of(subject, here.language).splitlines()
    return any(_says(ground, clause) for ground in grounds)


def _says(ground: str, clause: str) -> bool:
    """Whether a passage's own sentence carries nearly all words of the clause, its numbers and its yes or no."""
    pieces = [ground, *re.split(r"(?<=[.!?;])\s+|(?<=[。！？；])", ground)]
    return any(_same(piece, clause) for piece in pieces if piece.strip())


def _same(piece: str, clause: str) -> bool:
    wanted = _words(clause)
    if not wanted or not set(_NUMBER.findall(clause)) <= set(_NUMBER.findall(piece)):
        return False
    if bool(_NOT.search(piece)) != bool(_NOT.search(clause)):
        return False
    return len(wanted & _words(piece)) / len(wanted) >= OVERLAP


def _words(text: str) -> set[str]:
    latin = {w.rstrip("s") for w in re.findall(r"[a-z][a-z'-]+", text.lower()) if w not in _COMMON}
    chinese = [c for run in re.findall(r"[\u4e00-\u9fff]+", text) for c in pairwise(run)]
    return latin | {"".join(pair) for pair in chinese}


KINDS = (Kind("policy", POLICY, _policy_backed),)
