"""Features, colours and materials: what a record affirms, and which colour comes in which size."""

import re

from agents.replies import spoken
from agents.replies.claims.setting import Kind, Setting
from agents.replies.records import text_of
from knowledge.product import Product

_COLORS = (
    "black|white|red|blue|navy|green|gr[ea]y|silver|gold(?:en)?|pink|brown|beige|yellow|orange|purple"
    "|violet|turquoise|teal|ivory|cream|burgundy"
)
_MATERIALS = (
    "cotton|wool(?:len)?|leather|suede|denim|canvas|linen|silk|polyester|nylon|cashmere|fleece|stainless steel"
    "|steel|alumini?um|titanium|bamboo|"
    "wood(?:en)?|oak|plastic|glass|ceramic|porcelain|rubber|silicone|velvet|fur|down-filled|carbon fib(?:re|er)"
)
_FEATURES = (
    "water[- ]?proof|(?:keeps?|shuts?) (?:the )?(?:rain|water|wet) out"
    "|water[- ]resistant|splash[- ]?proof|windproof|rain[- ]?proof|wireless|bluetooth|wi-?fi|nfc"
    "|5g|usb-c|foldable|folding|rechargeable|"
    "solar|cordless|noise[- ]cancell?ing|machine[- ]washable|dishwasher[- ]safe|oven[- ]safe|microwave[- ]safe"
    "|non[- ]?stick|non[- ]?slip|"
    "organic|vegan|gluten[- ]free|sugar[- ]free|fair[- ]?trade|hand[- ]?made|recycled|recyclable|biodegradable"
    "|eco[- ]friendly|hypoallergenic|"
    "fragrance[- ]free|insulated|breathable|lightweight|heavy[- ]duty|durable|adjustable|stackable|portable"
    "|unisex|touch ?screen|backlit|"
    "energy[- ]efficient|fast[- ]charging|shockproof|fire[- ]?proof|scratch[- ]resistant|stain[- ]resistant"
    "|uv[- ]protect\\w*|bpa[- ]free|"
    "for (?:women|men|kids|children|babies)|oled|4k|full hd"
)  # fmt: skip
_ZH = (
    "黑色|白色|红色|蓝色|藏青色|绿色|灰色|银色|金色|粉色|棕色|米色|黄色|橙色|紫色|纯棉|棉质|羊毛|羊绒|皮革|真皮"
    "|牛仔|帆布|亚麻|真丝|涤纶|尼龙|"
    "不锈钢|铝合金|钛|竹|实木|塑料|玻璃|陶瓷|橡胶|硅胶|防水|防泼水|防风|防摔|防火|防滑|不粘|无线|蓝牙|可折叠"
    "|可充电|太阳能|降噪|可机洗|有机|"
    "纯素|无麸质|无糖|手工|可回收|可降解|环保|低敏|隔热|透气|轻便|耐用|可调节|便携|触摸屏|背光|节能|快充|女士"
    "|男士|儿童"
)
FEATURE = re.compile(rf"\b(?:{_COLORS}|{_MATERIALS}|{_FEATURES})\b|{_ZH}", re.I)
_WISHED = re.compile(
    r"\byou(?:'re| are)? (?:want|ask|mention|said|need|look|after|were after|had)|since you|because you"
    r"|\bas you asked|您(?:要|想要|提到|说|在意)",
    re.I,
)
_NOT = re.compile(
    r"(?:\bnot|n't|\bno|\bwithout|\bisn't|\bnon|不|没有|非|无|并不)\s*(?:listed as |made of |a |是|具备|支持)?\s*$",
    re.I,
)


def _feature_backed(found: re.Match[str], here: Setting) -> bool:
    word, words = found.group().lower(), here.words(found.start(), found.end())
    subject = here.subject(found.start(), found.end())
    if _WISHED.search(words) and _wished(word, here):
        return True
    if here.only_wished(word):
        return True
    if subject is None:
        return word in here.records.said.lower()
    facts = [a for a in subject.attributes if _alike(word, a.name, here)]
    if _NOT.search(here.masked[: found.start()]):
        return any(a.value is False or a.text().lower() in ("no", "none") for a in facts)
    if any(a.value is False or a.text().lower() == "no" for a in facts):
        return False
    return any(a.value is True for a in facts) or _recorded(word, subject, here)


def _wished(word: str, here: Setting) -> bool:
    return any(word in told.lower() for told in (here.records.said, *here.records.values("need", "constraint")))


def _alike(word: str, name: str, here: Setting) -> bool:
    def squeeze(text: str) -> str:
        return re.sub(r"[\W_]", "", text.lower())

    if word.endswith(" out"):
        return name in ("waterproof", "water_resistant", "rainproof")
    return squeeze(word) == squeeze(name) or (here.language == "zh" and word in spoken.label(name, "zh"))


def _recorded(word: str, product: Product, here: Setting) -> bool:
    # A description may say "not waterproof": only what the record affirms counts.
    text = text_of(product, here.language)
    ways = {
        word,
        word.replace("-", " "),
        word.replace(" ", "-"),
        word.replace("grey", "gray"),
        word.replace("gray", "grey"),
    }
    ways |= {t.lower() for t in _translated(word)} if here.language == "zh" else set()
    for way in ways:
        for hit in re.finditer(rf"\b{re.escape(way)}\b" if way.isascii() else re.escape(way), text):
            if not _NOT.search(text[: hit.start()]):
                return True
    return False


def _translated(word: str) -> list[str]:
    """Return the English words whose Chinese label is or holds this word: records are often in English only."""
    return [name.replace("_", " ") for name, said in spoken.labels("zh").items() if said in (word, word.rstrip("色质"))]


PAIR = re.compile(
    rf"\bin (?P<a>{_COLORS}),? (?:and )?(?:in )?size (?P<x>\w+)|\bsize (?P<y>\w+),? in (?P<b>{_COLORS})\b", re.I
)


def _pair_backed(found: re.Match[str], here: Setting) -> bool:
    """Whether the subject is made in this colour and this size at once."""
    subject = here.subject(found.start(), found.end())
    color, size = (found["a"] or found["b"]).lower(), (found["x"] or found["y"]).lower()
    if subject is None or not subject.variants:
        return subject is not None
    return any(color in v.color.lower() and v.size.lower() == size for v in subject.variants)


VARIANTS = (Kind("variant", PAIR, _pair_backed),)
KINDS = (Kind("feature", FEATURE, _feature_backed),)
