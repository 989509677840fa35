"""The intent of a turn: the tagger's scores, corrected where the text or the conversation leaves no doubt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.turn import DialogueState, Tagged
from agents.understanding.comparing import asks_which
from agents.understanding.constraints import Reading
from agents.understanding.phrases import order_id
from agents.understanding.rules import says
from agents.understanding.state import corrects, dropped, is_new_topic, loosens, starts_over
from agents.understanding.unlisted import UNLISTED
from knowledge.words import is_chinese

LOOKING = frozenset({"find_products", "refine", "recommend", "complement"})
ORDERS = ("order_status", "cancel_order", "modify_order", "return_order", "exchange_order", "refund_status")
_SECOND = 0.3  # score from which a second intent counts as meant too
_SHORT = 60  # characters of a text in which a plain rule is trusted
_WEIGHT = 0.2  # what a plain rule adds to an intent's score
_PLAIN = (
    "human", "refund_status", "cancel_order", "exchange_order", "return_order", "modify_order", "order_status",
    "remove_from_cart", "view_cart", "add_to_cart", "checkout", "promotion", "compare", "complement", "ask_policy",
    "recommend", "account", "greet", "thanks", "bye",
)  # fmt: skip
_POINTED_AT = ("ask_product", "compare", "complement", "add_to_cart", "remove_from_cart", "thanks", *("affirm", "deny"))
_YES_NO = ("affirm", "deny")
_WORDLESS = re.compile(r"[\W\d_]*")
_MORE = re.compile(
    r"^\W*(?:show me |any |see |got |are there |do you have )?(?:more|others?|something else|"
    r"anything else|different ones?|next|other (?:options|ones|choices))\b|^\W*(?:还有|换一批|再看看|其他|别的|更多|"
    r"有没有别)",
    re.IGNORECASE,
)


_SORTING = re.compile(r"\b(?:sort|order|rank)(?:ed)?\b.{0,12}\bby\b|排序|排列|从[低高]到[低高]", re.IGNORECASE)
_SURE = 0.6  # score above which the tagger is believed against a plain yes or no
_ASKING = re.compile(
    r"^\W*(?:is|are|does|did|can|could|will|would|has|how|which|when|why|"
    r"what(?! about))\b(?! about)|\b(?:it|this|that|they)\b.*\?|"
    r"^(?!.*有没有|.*有.{0,8}[吗么]).*(?:吗|么)\W*$",
    re.IGNORECASE,
)
_UNSUPPORTED = 0.3  # what is left of an order intent's score where no word of the text speaks of it
_EVIDENCE = {
    intent: re.compile(words, re.IGNORECASE)
    for intent, words in {
        "order_status": r"order|packag|parcel|deliver|track|ship|arriv|purchase|courier|dispatch|stuff|where|late|"
        r"when|waiting|#|"
        r"订单|单子|快递|物流|发货|发出|包裹|到哪|还没到|没收到|到货|送到|签收|单号|配送|货|寄|查单|催",
        "cancel_order": r"cancel|call(?:ed)? off|don['’]?t want|do not want|stop|changed my mind|no longer|undo|"
        r"取消|不要了|不想要|不买了|撤",
        "modify_order": r"chang|modif|updat|edit|add|wrong|switch|correct|different|instead|amend|改|换|修正|填错|"
        r"写错|加",
        "return_order": r"return|send|give|bring|back|refund|退|寄回|不合适|不想要",
        "exchange_order": r"exchang|swap|chang|replac|different|bigger|smaller|another|wrong|换|调",
        "promotion": r"discount|coupon|promo|sale\b|sales|voucher|deal|offer|code|save|cheap|reduc|% off|money off|"
        r"black friday|优惠|打折|折|促销|活动|满减|红包|特价|券|降价|便宜|划算|返现|赠|送|码|立减|省",
        "refund_status": r"refund|money|back|reimburs|credit|paid|退款|退钱|钱|到账|退",
    }.items()
}
_WISHING = re.compile(
    r"想买|想要|要买|买一?[个台件双条部]|找|有没有|\b(?:looking for|need an?|need some|want an?|"
    r"want to buy|show me|find me|do you (?:have|sell)|"
    r"shopping for)\b",
    re.IGNORECASE,
)
_AFTER_SALE = re.compile(
    r"订单|购物车|退|换货|快递|物流|发货|收到|\b(?:orders?|cart|basket|refund|return|exchange|"
    r"delivery|package|parcel|bought|"
    r"received|arrived|cancel)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:cheaper|less expensive|pricier|more expensive|bigger|smaller|lighter|similar|something else|"
    r"like (?:this|that|it|the))\b|便宜|更贵|类似|差不多|同款|换",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"(?:我|上次|之前|昨天|刚|上周|上个月).{0,6}(?:买|收到|下单|订)的?|收到的|你们(?:家|的)|洗(?:完|了|一次)|穿了|用了|才.{1,4}就"
)
_OF_IT = re.compile(
    r"^(?!.*(?:有没有|有[吗么]|还有|有.{0,8}[吗么]|推荐|想要|想买|给我|换(?:成|个|一|掉|$)|便宜|其他|别的|一共|总共|合计|预算|以内|以下|左右))"
    r".*(?:[能可会]以?.{0,10}[吗么嘛]|支持.{1,10}[吗么嘛]|[放装塞]得下|会不会|能不能|可不可以|是不是|多久|多[重大长高宽厚深]|大不大|重不重|好不好|"
    r"是什么|怎么[洗用装充调]|几[个年升瓦层]|多少[克斤升度分瓦厘公]?|[^有]什么材|承重).{0,6}$"
)
_OF_THEM = re.compile(r"(?:这|那)[几两]?[个款]?.{0,4}哪[一]?[个款件]|哪[一]?[个款件台双](?:最|更|比较)")
_FITTING = re.compile(r"能用|适用|兼容|能配|匹配|能装|放得下|装得下|能放|多久|多长时间|可以换|能换|可换|拆")
_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:is|are|does|do|can|will|has|have|how|what|which|who|where|tell me)\b|吗|"
    r"多少|多大|多重|多长|怎么样|如何|几|什么|介绍",
    re.IGNORECASE,
)
_LIKE_IT = re.compile(r"\b(?:do you have|have you got|show|find|any)\b|有没有|还有", re.IGNORECASE)
_HAVE_IT = re.compile(
    r"\b(?:have|has|get|got|comes?|sell) (?:it|this|that|them|these|those|the \w+ (?:one|pair))\b.{0,4}\b(?:in|as)\b"
    r"|\b(?:it|this|that|they|these|those|one)\b.{0,12}\b(?:in stock|available|come in|left)\b"
    r"|(?:这|那|它|第.)[个款件台双条]?.{0,4}(?:有.{1,8}(?:[码号色]|的)[吗么嘛]|有没有.{1,8}[码号色]|有货|还有吗)",
    re.IGNORECASE,
)
_WHO_ARE_YOU = re.compile(
    r"\bare you (?:an? )?(?:real|actual)?\s*(?:robot|bot|human|person|machine|ai|computer)\b"
    r"|你是(?:不是)?(?:一?个)?(?:机器人|真人|人工智能|ai)",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\bwhich\b|\bor\b.*\?|哪[个款一]|还是.*[？?]|比较|对比", re.IGNORECASE)
_SETS_BESIDE = re.compile(r"\b(?:differences?|compared?|versus|vs)\b|区别|对比|比较一下|比一比|相比", re.IGNORECASE)
_OFFER_ON = re.compile(
    r"\b(?:discounts?|deals?|offers?|coupons?|promotions?) (?:on|for)\b|有(?:什么)?(?:优惠|折扣|活动)", re.IGNORECASE
)
_INTO_CART = re.compile(
    r"^\W*(?:(?:please|ok(?:ay)?|great|then|now|and|can you|could you|just)\W+)*(?:add|put|place|throw|pop|stick)\b"
    r".{1,60}\b(?:in|into|to) (?:my|the) (?:shopping )?(?:cart|basket|trolley)\b|[加放][入进到上].{0,3}购物车",
    re.IGNORECASE,
)
_EMPTY_CART = re.compile(
    r"\b(?:empty|clear)(?: out)? (?:my|the) (?:shopping )?(?:cart|basket|trolley)\b|清空.{0,5}购物车|购物车.{0,4}清空",
    re.IGNORECASE,
)
_HOW = re.compile(r"\bhow\b|怎么|如何|能不能|可以.{0,12}吗", re.IGNORECASE)
_AND_THAT = re.compile(r"^\W*(?:and |what about|how about|then )|呢\W*$", re.IGNORECASE)
_OPENING = re.compile(
    r"\b(?:need|want|looking for|find(?: me)?|show me|buy|search(?:ing)? for|after)\s+(?:a |an |some |"
    r"the )?(?:\w+ )?(?:something|gift|present|anything|stuff|things)\b(?! (?:else|cheaper|similar|like|"
    r"better|smaller|bigger|lighter))"
    r"|(?:想|要)(?:买|找|送).{0,12}(?:东西|礼物)|送.{1,6}的?礼物",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Meant:
    """What a turn is for; `fresh` says that it opens a new topic, `also` which further intents it carries."""

    intent: str
    confidence: float
    in_scope: bool
    also: tuple[str, ...] = ()
    fresh: bool = False


def meant(text: str, tagged: Tagged, reading: Reading, state: DialogueState, references: Sequence[str]) -> Meant:
    """Return the intent of `text`: plain cases by rule, the rest by the tagger's scores, in the light of the state.

    What staff taught for such a text goes before all of it.
    """
    if tagged.taught and tagged.taught_when in ("", situation(state)):
        return _taught(text, tagged, reading, state)
    scores = _heard(text, tagged)
    best, confidence = max(scores.items(), key=lambda s: s[1])
    forced = _forced(text, tagged, reading, state, references)
    intent = forced or _placed(text, best, reading, state, references)
    sure = confidence if intent == best else max(scores.get(intent, 0.0), 0.9 if forced else 0.5)
    listed = any(link.field == "product_type" and link.closeness > UNLISTED for link in reading.links)
    asked = bool(state.shown) and re.match(r"\W*(?:有没有|有|还有)", text) is not None
    made = bool(state.constraints and (reading.constraints.brand or reading.constraints.brand_not))
    in_scope = tagged.in_scope or bool(forced or references or asked or made) or (listed and intent != "out_of_scope")
    if not in_scope and intent not in ("chitchat", "out_of_scope"):
        intent = "out_of_scope"
    if (asked or made) and intent == "out_of_scope":
        intent = "refine"
    return Meant(intent, round(sure, 4), in_scope, _also(text, intent, scores), _fresh(text, intent, reading, state))


def situation(state: DialogueState) -> str:
    """Return in a word where a conversation stands: what was asked, and whether there is a topic."""
    topic = bool(state.constraints or state.query)
    return f"{state.asked.key if state.asked else ''}/{'topic' if topic else ''}"


def _taught(text: str, tagged: Tagged, reading: Reading, state: DialogueState) -> Meant:
    intent = tagged.taught
    if intent == "refine" and not (state.constraints or state.query):
        intent = "find_products"
    return Meant(intent, 0.99, intent != "out_of_scope", (), _fresh(text, intent, reading, state))


def _heard(text: str, tagged: Tagged) -> dict[str, float]:
    """Return the tagger's scores, raised for intents that a short text says in so many words."""
    scores = dict(tagged.intents)
    if len(text) <= _SHORT:
        said = next((intent for intent in _PLAIN if says(intent, text)), "")
        if said and not (said in ("greet", "thanks") and len(text) > _SHORT / 2):
            scores[said] = scores.get(said, 0.0) + _WEIGHT
    for intent, evidence in _EVIDENCE.items():
        if scores.get(intent) and not evidence.search(text):
            scores[intent] *= _UNSUPPORTED
    total = sum(scores.values()) or 1.0
    return {intent: score / total for intent, score in scores.items()}


def _forced(text: str, tagged: Tagged, reading: Reading, state: DialogueState, references: Sequence[str]) -> str:
    """Return the intent where the text itself leaves no choice, else ""."""
    if cart := _of_the_cart(text):
        return cart
    if len(references) == 1 and asks_which(text):
        return "ask_product"
    if (len(references) > 1 and _WHICH.search(text)) or (references and _SETS_BESIDE.search(text)):
        return "compare"
    if _WHO_ARE_YOU.search(text):
        return "chitchat"
    topic = bool(state.constraints or state.query)
    if topic and state.shown and asks_of_it(text, reading):
        return "ask_product"
    answer = "" if references else _answer(text, tagged, reading, state)
    if answer:
        return answer
    if order_id(text) and tagged.intents[0][0] not in ORDERS:
        said = next((o for o in ORDERS if says(o, text)), "")
        return said or max(ORDERS, key=lambda o: dict(tagged.intents).get(o, 0.0))
    if says("complaint", text) and _HAPPENED.search(text) and not _WISHING.search(text):
        return "complaint"
    if tagged.intents[0][0] == "checkout" and says("ask_policy", text) and not says("checkout", text):
        return "ask_policy"
    if len(state.shown) > 1 and _OF_THEM.search(text):
        return "compare"
    if not topic and not reading.constraints and says("promotion", text) and is_chinese(text):
        return "promotion"
    if topic and (dropped(text) or loosens(text)) and not says("ask_policy", text):
        return "refine"
    if topic and reading.constraints.sort and _SORTING.search(text):
        return "refine"
    if topic and _MORE.search(text) and len(text) < 60 and not reading.constraints.product_type:
        return "refine"
    if starts_over(text) and not reading.constraints:
        return "find_products"
    if not _leftover(text, reading) and not reading.constraints and says("find_products", text):
        return "find_products"
    if not _leftover(text, reading) and reading.constraints and not references and not _ASKING.search(text):
        same = topic and not is_new_topic(state.constraints, reading.constraints, text)
        return "refine" if same else "find_products"
    return ""


def _of_the_cart(text: str) -> str:
    """Return the intent of an order that names the cart: "put the whole set in my basket", "清空购物车"."""
    if _HOW.search(text):
        return ""
    return "add_to_cart" if _INTO_CART.search(text) else "remove_from_cart" if _EMPTY_CART.search(text) else ""


def asks_of_it(text: str, reading: Reading) -> bool:
    """Whether a short Chinese question with no subject is about what was shown: "能机洗吗", "滤芯多久换一次"."""
    stated = reading.constraints
    fitting = _FITTING.search(text)
    named = stated.brand or stated.color or stated.price_max or stated.price_min or stated.sort
    thing = (stated.product_type or stated.size) and not fitting
    served = any(says(intent, text) for intent in ("ask_policy", "promotion", "human", "account", *ORDERS))
    return bool(_OF_IT.search(text)) and len(text) <= 24 and not (named or thing or served)


def _answer(text: str, tagged: Tagged, reading: Reading, state: DialogueState) -> str:
    """Return the intent of a short answer: yes, no, or the detail that was asked for."""
    for intent in _YES_NO:
        unsure = state.asked is not None or tagged.intents[0][1] < _SURE
        if unsure and says(intent, text) and not reading.constraints:
            return intent
    if state.asked is None or len(text) > _SHORT:
        return ""
    chosen = any(
        re.search(rf"(?<![a-z0-9]){re.escape(c.lower())}(?![a-z0-9])", text.lower()) for c in state.asked.choices
    )
    topic = state.constraints or state.query
    return ("refine" if topic else "find_products") if chosen or reading.constraints else ""


def _placed(text: str, best: str, reading: Reading, state: DialogueState, references: Sequence[str]) -> str:
    """Return find_products or refine by whether the wish stays with the topic; other intents as they are."""
    stated, topic = reading.constraints, bool(state.constraints or state.query)
    unsaid = best not in _POINTED_AT and not says(best, text)
    if references and (unsaid or best in ("refine", "find_products") or _AND_THAT.search(text)):
        best = _pointed_at(text, reading, state)
    other = starts_over(text) or _opens(text) or is_new_topic(state.constraints, stated, text)
    if best == "promotion" and stated.product_type and says("find_products", text) and not _OFFER_ON.search(text):
        best = "find_products"
    service = best not in (*LOOKING, "ask_product", "compare", "affirm", "deny", "chitchat", "out_of_scope")
    if service and stated.product_type and _WISHING.search(text) and not _AFTER_SALE.search(text):
        best = "find_products"
    wished = {k for k in stated.as_json() if k != "attributes"} | {k for k in stated.attributes if k != "quantity"}
    if best == "add_to_cart" and wished and not references and not says("add_to_cart", text):
        best = "refine"
    if best in _EVIDENCE and state.shown and not _EVIDENCE[best].search(text) and _ASKING.search(text):
        best = "ask_product"  # "can I upgrade the memory?"
    if best == "compare" and wished and not references and not (says("compare", text) or _WHICH.search(text)):
        best = "refine"  # "Canon or Epson"
    if best == "ask_product" and topic and not (references or state.shown) and wished:
        best = "refine"  # "is the blue one in stock?" before anything was shown
    if best in ("refine", "find_products"):
        return "find_products" if not topic or other else "refine"
    if best in ("deny", "affirm", "chitchat", "ask_product", "recommend") and stated and topic and corrects(text):
        return "refine"
    if best in ("deny", "affirm", "chitchat") and stated:
        return "refine" if topic and not other else "find_products"
    return best


def _pointed_at(text: str, reading: Reading, state: DialogueState) -> str:
    """Return what a text that points at a shown product wants: to know of it, or others beside it."""
    if _BESIDE.search(text):
        return "refine"
    if _HAVE_IT.search(text):
        return "ask_product"
    if _QUESTION.search(text) and not _LIKE_IT.search(text):
        return "ask_product"
    if set(reading.constraints.as_json()) in ({"color"}, {"size"}, {"color", "size"}):
        return "ask_product"  # "the second one please, in grey"
    if _AND_THAT.search(text) and not reading.constraints:
        return state.intent if state.intent in ("ask_product", "compare") else "ask_product"
    return "refine"


def _opens(text: str) -> bool:
    """Whether a wish names no product and is yet a new one: "i need a gift for my dad"."""
    return bool(_OPENING.search(text)) and not _BESIDE.search(text)


def _fresh(text: str, intent: str, reading: Reading, state: DialogueState) -> bool:
    """Whether the turn opens a topic of its own, so that nothing said before carries over."""
    if starts_over(text):
        return True
    if intent == "refine" or corrects(text) or intent not in LOOKING:
        return False
    return intent == "find_products" and bool(reading.constraints)


def _also(text: str, intent: str, scores: dict[str, float]) -> tuple[str, ...]:
    """Return further intents: those that score high, or that a rule hears in another clause of the text."""
    high = [i for i, s in scores.items() if s >= _SECOND and i != intent and i not in ("chitchat", "out_of_scope")]
    clauses = [
        c
        for c in re.split(r"\b(?:and|then|also|but)\b|[,.;!?，。；！？]|然后|再|顺便|另外", text)
        if len(c.strip()) > 3
    ]
    if len(clauses) > 1:
        heard = [
            o for o in (*ORDERS, "human", "add_to_cart", "ask_policy") for c in clauses if says(o, c) and o != intent
        ]
        high += [h for h in heard if h not in high]
        if intent in ORDERS and any(says("find_products", c) and not says(intent, c) for c in clauses[1:]):
            high.append("find_products")
    return tuple(dict.fromkeys(high))


_LITTLE = re.compile(
    r"\b(?:an?|the|in|and|or|with|for|of|please|pls|only|just|but|it|ones?|what|about|how|to|is|are|my|"
    r"some|any|ok|okay|"
    r"fine|nice|good|better|best|enough|make|at|by|from|me|i|we|want|need|not|no|instead|colou?r|size|"
    r"brand|would|could|be|"
    r"like|looking|look|show|find|buy|get|give|new|too|also|actually|maybe|then|think|im|that|those|something|anything|"
    r"prefer|prefers|preferably|should|can|do|you|have|got|sell|there|hi|hello|really|more|less|pair|each|ideally)\b"
    r"|或者|也可以|也行|可以|还是|看看|推荐|有没有|帮我|请问|一下|我们|左右|东西|就好|够了|别的|"
    r"[的吧呢吗啊呀要买想个款请有和或只那换成来用穿戴玩送给行好够也就了找我双台件条做]",
    re.IGNORECASE,
)


def _leftover(text: str, reading: Reading) -> str:
    """Return the words of `text` that are neither constraints nor small words."""
    kept = list(text)
    for start, end in reading.used:
        kept[start:end] = " " * (end - start)
    return re.sub(r"[\W\d_]+", "", _LITTLE.sub(" ", "".join(kept)))
