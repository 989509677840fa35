"""What the finders share: where a value stands, and what is said just before it."""

import re
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["email", "phone", "card", "address", "id"]
Span: TypeAlias = tuple[int, int]

# Numbers that a shop gives out: nobody is known by them.
SHOP_NUMBER = re.compile(
    r"(?:\b(?:orders?|sku|skus|model|item|items|part|product|article|art|gtin|ean|upc|asin|isbn|mpn|"
    r"bar-?code|serial|tracking|"
    r"parcel|shipment|(?:invoice|receipt|ref(?:erence)?|case|ticket)(?= ?(?:no|n[ru]m|id|#|\d))|"
    r"batch|lot|version|firmware|coupon|promo|voucher|rma)"
    r"|订单|单号|编号|货号|型号|条形?码|商品码|运单|快递单?|物流单?|序列号|款号|批号|发票|流水|优惠码|工单)"
    r"\s*(?:no|nr|num|number|numbers|id|code|is|was|are|号码?|编号|是|为|[:：#.=])*"
    r"(?:\s*(?:no|nr|num|number|id|code|is|was|号码?|是|为|[:：#.=]))*\s*$",
    re.IGNORECASE,
)


def before(text: str, start: int, reach: int = 32) -> str:
    """Return what stands within `reach` characters before a place."""
    return text[max(0, start - reach) : start]


def is_shop_number(text: str, start: int) -> bool:
    """Whether what stands before a number calls it an order, an SKU, a bar code or the like."""
    return SHOP_NUMBER.search(before(text, start)) is not None
