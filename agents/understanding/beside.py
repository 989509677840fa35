"""What a text asks beside single products: a whole set, a change to one, others like a product, what goes with it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from agents.turn import Beside, DialogueState
from agents.understanding.constraints import Reading
from agents.understanding.glossed import in_english
from agents.understanding.intents import LOOKING, Meant
from agents.understanding.linking import Mention, mentions
from agents.understanding.negation import unwanted
from agents.understanding.numbers import number
from agents.understanding.unlisted import UNLISTED
from knowledge.constraints import Constraints
from knowledge.goes_with import companion_parts, parts_of, set_named
from knowledge.product import Product
from knowledge.search.text import tokens
from knowledge.vocabulary import Vocabulary
from knowledge.words import is_chinese

LONGEST = 200  # characters of a text in which such an ask is looked for
_SURE = 0.9
_OPEN = (*LOOKING, "ask_product", "compare", "promotion", "chitchat", "out_of_scope", "affirm", "deny")
_NEED = (
    r"what (?:else )?(?:do|would|will|should|might) (?:i|we|you) (?:all |both |also |still )?(?:need|pack|wear|bring|"
    r"take|want|get)|what (?:else )?(?:to|should i) (?:wear|pack|bring|take)"
)
_WHOLE = re.compile(
    rf"\b(?:everything(?! (?:is|was|ok|okay|fine|about))|(?:the )?whole (?:lot|set|thing|outfit|look)|"
    rf"(?:complete|full|entire) (?:set|kit|outfit|look|package|set-?up)|kits?|outfits?|starter (?:set|pack|kit)|"
    rf"put (?:it |something |one |a \w+ )?(?:all )?together|kit(?:ted)? (?:me |us )?out|"
    rf"fit(?:ted|ting)? (?:me |us )?out|"
    rf"furnish(?:ing)?|equip|all (?:that )?(?:i|we|you)(?:['’]d| would|['’]ll| will)? need|{_NEED}|"
    rf"things? (?:that )?(?:i|we) need|shopping list|get (?:me |us )?(?:started|ready)|start(?:ing)? out)\b",
    re.IGNORECASE,
)
_COMPLETE = re.compile(r"\b(?:complete|full|entire|whole) (?:set-?up|set|kit|package|thing|lot)\b", re.IGNORECASE)
_PERHAPS = re.compile(
    r"\b(?:set-?ups?|sets?(?= (?:for|of things|under|below|that|to|up to|\W|$))|bundles?|essentials|gear|equipment|"
    r"furniture|package|combo|basics|corner|station)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\bfor (?:a |the |us |our )?(?:family of |group of )?(?P<n>two|three|four|five|six|\d)(?: of us| people| persons?|"
    r" campers| adults)?\b(?! (?:days?|nights?|weeks?|hours?|years?|months?|hundred|thousand|dollars|bucks|euros|"
    r"inch))|\bfor (?:a couple|my (?:wife|husband|partner|girlfriend|boyfriend|friend) and (?:me|i)|the two of us|"
    r"both of us)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:in total|altogether|all together|(?:the|a) total|total (?:price|cost|amount|sum)?|what does (?:that|it|this|"
    r"everything|all of (?:it|that|this))(?: all)? (?:come to|add up to|cost)|add(?:s)? up to|in all|sum(?: total)?|"
    r"how much (?:is|are|for|does|do|would|will) (?:all|everything|the (?:whole|lot|set|kit|outfit|bundle)|"
    r"(?:it|that|this|they|them|these|those) all)(?: of (?:it|that|this|them))?)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?:already|i(?:['’]ve| have)? (?:own|got)|we (?:own|have got)|i (?:do )?have (?:an?|my|one|some)\b|"
    r"(?:have|own|got) (?:one|an? .{1,20}) (?:already|at home))",
    re.IGNORECASE,
)
_DROP = re.compile(
    r"\b(?:without|leave out|skip|drop|no need|do(?:n['’]t| not) (?:need|want)|not? the|no|remove|"
    r"take (?:out|off|away)|minus|except|lose the|forget (?:about )?the|not interested in|get rid of|exclude)\b",
    re.IGNORECASE,
)
_SWAP = re.compile(
    r"\b(?:swap(?:ping)?|replace|chang(?:e|ing)|switch|exchange|trade|substitute|another|different|other|instead|"
    r"something else|else|alternatives?|cheaper|less expensive|better|nicer|bigger|larger|smaller|lighter|warmer|"
    r"upgrade|downgrade|rather)\b",
    re.IGNORECASE,
)
_ADD = re.compile(
    r"\b(?:add|include|throw in|put in|also (?:need|want|like)|need (?:an?|some) .{2,30} (?:too|as well)|plus|"
    r"(?:and|what about|how about) (?:an?|some))\b",
    re.IGNORECASE,
)
_CART = re.compile(r"\b(?:cart|basket|buy|order|check ?out|trolley)\b", re.IGNORECASE)
_CHEAPER = re.compile(
    r"\b(?:cheaper|less expensive|less pricey|lower[- ]priced?|more affordable|costs? less)\b(?! than)", re.IGNORECASE
)
_ALTERNATIVE = re.compile(
    r"\balternatives?\b|\bsimilar\b|\bsubstitutes?\b|\breplacements? for (?:it|this|that|the)\b|\bcomparable\b|"
    r"\b(?:something|anything|one|ones|others?|any|more) (?:else )?(?:that['’]?s |that (?:is|are) |which (?:is|are) |"
    r"just |quite )?like (?:it|this|that|these|those|the)\b|\binstead of (?:it|this|that|the .{2,30})|"
    r"\b(?:like|close to) (?:this|that|it)(?: one)? (?:but|only|in|from|for|with)\b|\bequivalents?\b",
    re.IGNORECASE,
)
_OTHER_BRAND = re.compile(
    r"\b(?:(?:an)?other|different|some other|any other|alternative) (?:brands?|makers?|makes?|manufacturers?|labels?|"
    r"compan(?:y|ies)|suppliers?)\b|\b(?:brands?|makers?|manufacturers?) (?:other than|besides)\b|"
    r"\bfrom (?:someone|somebody|anyone) else\b|\bnot (?:from )?(?:this|that|the same) (?:brand|maker|make)\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:go(?:es|ing)?|went|pairs?) (?:\w+ )?(?:with|alongside)\b|\bmatch(?:es|ing)? (?:\w+ )?(?:it|this|that|these|"
    r"those|with)\b|\bwear (?:\w+ )?with\b|\baccessor(?:y|ies)\b|\b(?:bought|buy|purchased?) (?:\w+ ){0,3}(?:together|"
    r"along(?:side)?|with)\b|\bcomplete (?:the|my|this) (?:look|outfit|set)\b|\b(?:extras?|add-?ons?) for\b|"
    r"\bwhat else (?:do|would|will|should|might|could) (?:i|we) (?:also |still )?(?:need|want|get|buy)\b|"
    r"\bmatch(?:es|ing)?\b.{0,20}\bcolou?r|\bin the same colou?r\b",
    re.IGNORECASE,
)
_ACCESSORIES = ("accessory", "accessories", "add-on", "extra")
_FITS = re.compile(r"\b(?:fits?|compatible)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"^\W*(?:,|&|\+|and|plus|with|along with|together with|as well as|also|then)+(?:\W|\b(?:and|also|then)\b)*$",
    re.IGNORECASE,
)
_WHAT = re.compile(r"\bwhat(?! (?:\w+ ){1,2}(?:go|match|fit))|什么|哪些", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|this|that|these|those|them|first|second|third|one)\b|这|那|它|第", re.IGNORECASE)
_FOR_WHOM = re.compile(
    r"^\s*for (?:one|two|three|four|five|six|\d|us|me|a couple|my \w+)\b(?: people| persons?)?", re.I
)
_ARTICLE = re.compile(r"(?:^|[\s,])(?:an?|some|the|my|\d|two|three|new|matching)(?:\s+[\w-]+){0,3}\s+$", re.IGNORECASE)


def read_beside(
    text: str,
    reading: Reading,
    state: DialogueState,
    references: Sequence[str],
    shown: Sequence[Product],
    vocabulary: Vocabulary,
    intent: str = "",
) -> Beside | None:
    """Return what a text asks of products that belong together, or that stand beside one; None for neither."""
    if len(text) > LONGEST:
        return None
    text = in_english(text) if is_chinese(text) else text
    listed = _listed_kind(reading)
    if listed in _ACCESSORIES:
        fits = str(reading.constraints.attributes.get("compatible_with", ""))
        return Beside("accessory", name=fits) if fits and not references else _plain_accessory(references, state)
    if state.whole is not None and (change := _change(text, reading, state, shown, listed)):
        return change
    topic = state.query if state.focus else ""
    if asked := _set(text, reading, listed, topic) or _listed_set(text, vocabulary, references):
        return asked
    if references or state.focus:
        return _beside_one(text, reading, state, listed, shown, intent)
    if listed and intent == "complement" and (_WITH.search(text) or _FITS.search(text)):
        return Beside("accessory", name=listed)
    return None


def _plain_accessory(references: Sequence[str], state: DialogueState) -> Beside | None:
    return Beside("accessory") if references or state.focus else None


def _change(text: str, reading: Reading, state: DialogueState, shown: Sequence[Product], listed: str) -> Beside | None:
    """Return which change to the set that stands a text asks for."""
    held = state.whole
    assert held is not None
    stated, part = reading.constraints, _part_meant(text, state, shown)
    if _CART.search(text):
        return None
    if _TOTAL.search(text) and not _money(stated):
        return Beside("total")
    if part and (_SWAP.search(text) and not _OWNED.search(text)):
        return Beside("swap", part=part, cheaper=bool(_CHEAPER.search(text)) and part in held.pieces)
    if part and (_OWNED.search(text) or _DROP.search(text)):
        return Beside("drop", part=part)
    if not part and not listed and _CHEAPER.search(text):
        return Beside("swap", part="dearest", cheaper=True)
    refused = listed or stated.attributes.get("product_type_not")
    if refused and not part and _DROP.search(text) and not _ADD.search(text):
        return Beside("total")  # it is not in the set: what the set holds is said again
    if listed and not part and _ADD.search(text):
        return Beside("add", part=listed)
    if (_money(stated) or stated.audience) and not listed and not set_named(text):
        return Beside("budget")  # made up anew: for so much, or for somebody else
    return None


def _part_meant(text: str, state: DialogueState, shown: Sequence[Product]) -> str:
    """Return the part of the set that a text names, by what it is called or by the piece that serves as it."""
    held, said = state.whole, set(tokens(text))
    said |= {"maker"} if "machine" in said else set()
    said |= {"boot", "sandal", "sneaker", "wellie"} if "shoe" in said else set()
    assert held is not None
    known = {p.name: p.kinds for p in parts_of(held.name)}
    by_id = {p.id: p for p in shown}
    names: dict[str, set[str]] = {}
    for part in (*held.parts, *held.pieces):
        kinds = [*known.get(part, (part,))]
        if (piece := by_id.get(held.pieces.get(part, ""))) and piece.product_type:
            kinds.append(piece.product_type)
        names[part] = {tokens(kind)[-1] for kind in kinds}
    meant = [part for part, heads in names.items() if heads & said]
    exact = [part for part in meant if set(tokens(part)) <= said]
    return next(iter([*sorted(exact, key=lambda part: -len(tokens(part))), *meant]), "")


def _set(text: str, reading: Reading, listed: str, topic: str) -> Beside | None:
    """Return the whole set that a text asks for by name, or by what was talked about ("the complete setup")."""
    cue = _WHOLE.search(text) or _PERHAPS.search(text)
    if cue is None:
        return None
    name = set_named(text) or (set_named(topic) if topic and _COMPLETE.search(text) and not listed else "")
    if not name or (name == "outfit" and not re.search(r"\boutfits?\b|\blook for\b", text, re.IGNORECASE)):
        return None
    said = set(tokens(name)) | set(tokens(cue[0]))
    apart = bool(listed) and not set(tokens(listed)) & said and not _PERHAPS.search(listed)
    other = apart and not _among(listed, name)
    if other and (not _WHOLE.search(text) or _comes_first(text, reading, cue.start())):
        return None
    parts = tuple(part.name for part in parts_of(name))
    return Beside("set", name=name, parts=parts, people=_people(text))


def _among(listed: str, name: str) -> bool:
    """Whether a kind of thing is one of a set's parts."""
    return any(tokens(listed)[-1:] == tokens(kind)[-1:] for part in parts_of(name) for kind in part.kinds)


def _comes_first(text: str, reading: Reading, cue: int) -> bool:
    """Whether a thing is asked for before what it is for: "a bag for my camping kit"."""
    found = next((link.text for link in reading.links if link.field == "product_type"), "")
    at = text.lower().find(found.lower())
    return 0 <= at < cue and bool(re.search(r"\b(?:for|in|to)\b", text[at + len(found) : cue], re.IGNORECASE))


def _listed_set(text: str, vocabulary: Vocabulary, references: Sequence[str]) -> Beside | None:
    """Return the set that a text lists: "a camera with a bag and a memory card"."""
    if references or not re.search(r"\b(?:and|with|plus)\b|&|\+|,", text):
        return None
    refused = unwanted(text)
    named = [m for m in mentions(text, vocabulary, ()) if m.field == "product_type"]
    named = [m for m in named if not any(a <= m.start < b for a, b in refused)]
    kinds = _joined(text, named)
    if len(kinds) < 2:
        return None
    first = kinds[0]
    parts = (first, *(_specific(kind, first) for kind in kinds[1:]))
    return Beside("set", parts=parts, people=_people(text))


def _joined(text: str, named: Sequence[Mention]) -> list[str]:
    """Return the kinds of a list, each named as a thing of its own: "hair and body wash" is one."""
    kinds: list[str] = []
    for i, mention in enumerate(named):
        own = bool(_ARTICLE.search(text[: mention.start])) or mention.text.lower().endswith("s")
        own = own or is_chinese(mention.text)
        between = _FOR_WHOM.sub("", text[named[i - 1].end : mention.start]) if i else ""
        together = is_chinese(mention.text) and not between.strip(" 、，") and bool(_TOTAL.search(text))
        joins = (
            not i or together or bool(_JOINED.match(re.sub(r"\b(?:an?|some|the|my|new|matching)\b.*$", "", between)))
        )
        if not own or not joins:
            return []
        held = tokens(str(mention.value))[-1]
        if i and re.search(r"\bwith\b", between) and len(named) == i + 1 and len(named) < 3:
            return []  # "a laptop with a backlit keyboard" is one thing
        if held not in {tokens(kind)[-1] for kind in kinds}:
            kinds.append(str(mention.value))
    return kinds


def _specific(kind: str, first: str) -> str:
    """Return an accessory by its full name where a list of what goes with the first thing has it: "camera bag"."""
    full = (k for part in companion_parts(first) for k in part.kinds if tokens(k)[-1].endswith(tokens(kind)[-1]))
    return next(full, kind) if len(tokens(kind)) == 1 else kind


def _beside_one(
    text: str, reading: Reading, state: DialogueState, listed: str, shown: Sequence[Product], intent: str
) -> Beside | None:
    """Return what is asked for in the place of, or to go with, the product talked about."""
    focus = next((p for p in shown if p.id in state.focus[:1]), None)
    same = not listed or _same_kind(listed, state, focus)
    cheaper, other = bool(_CHEAPER.search(text)), bool(_OTHER_BRAND.search(text))
    if same and (other or _ALTERNATIVE.search(text)):
        return Beside("alternative", cheaper=cheaper, other_brand=other)
    along = _WITH.search(text)
    asks = along is not None and (_WHAT.search(text) or not re.search(r"\w", text[along.end() :]))
    if listed and not same and asks and not _POINTS.search(text):
        return Beside("accessory", name=listed)  # "what is bought with a kettle?" while another thing is talked about
    goes_on = intent == "complement" or (state.intent == "complement" and not listed and _narrows(reading.constraints))
    if goes_on or _WITH.search(text):
        return Beside("accessory", part="" if same else listed)
    if same and cheaper:
        return Beside("cheaper", cheaper=True)
    return None


def _narrows(stated: Constraints) -> bool:
    """Whether nothing but a limit on what was offered is said: "only under 50 dollars"."""
    return bool(stated) and set(stated.as_json()) <= {
        "price_max",
        "price_min",
        "currency",
        "color",
        "brand",
        "material",
    }


def _same_kind(listed: str, state: DialogueState, focus: Product | None) -> bool:
    own = [state.constraints.product_type, focus.product_type if focus else ""]
    return any(tokens(listed)[-1:] == tokens(kind)[-1:] for kind in own if kind)


def _listed_kind(reading: Reading) -> str:
    """Return the kind of thing that a text names, "" where no list knows it."""
    links = (link for link in reading.links if link.field == "product_type" and link.closeness > UNLISTED)
    return reading.constraints.product_type if any(links) else ""


def _money(stated: Constraints) -> bool:
    return stated.price_max is not None


def _people(text: str) -> int:
    found = _PEOPLE.search(text)
    if found is None:
        return 1
    return int(number(found["n"]) or 1) if found["n"] else 2


def meant_beside(beside: Beside | None, intent: Meant) -> Meant:
    """Return the intent of a turn in the light of what it asks beside single products."""
    if beside is None:
        return intent
    name = {"set": "find_products", "accessory": "complement"}.get(beside.ask, "refine")
    return replace(
        intent, intent=name, confidence=max(intent.confidence, _SURE), in_scope=True, fresh=beside.ask == "set"
    )


def allowed_beside(beside: Beside | None, intent: Meant) -> Beside | None:
    """Return what a text asks beside single products, unless it is clearly about something else."""
    if beside is None or beside.ask in ("swap", "drop", "add", "budget", "total"):
        return beside  # while a set stands, a change to it is meant
    if beside.ask in ("alternative", "cheaper") and intent.intent == "compare":
        return None
    if beside.ask == "cheaper" and intent.intent == "ask_product":
        return None
    return beside if intent.intent in _OPEN else None


def stated_beside(beside: Beside | None, stated: Constraints, focus: Iterable[Product]) -> Constraints:
    """Return what a turn states as a wish of the conversation: a set's parts and a piece's limits are none."""
    if beside is None:
        return stated
    if beside.ask in ("set", "budget"):
        return replace(stated, product_type="", attributes={}, sort="", price_min=None)
    if beside.other_brand:
        brands = tuple(dict.fromkeys(p.brand for p in focus if p.brand))
        return replace(stated, product_type="", brand=(), brand_not=brands)
    return replace(stated, product_type="") if beside.ask in ("alternative", "cheaper") else stated


def leaves_state(beside: Beside | None) -> bool:
    """Whether a turn leaves the conversation's wishes as they were: it changes one piece, or asks what goes along."""
    return beside is not None and beside.ask in ("swap", "drop", "add", "total", "accessory")
