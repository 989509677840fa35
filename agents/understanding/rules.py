"""Intent by plain rules: for texts that say it outright, and when no trained model is at hand."""

import re

from agents.turn import INTENTS, Language, Tagged
from knowledge.words import is_chinese

_RULES: tuple[tuple[str, str], ...] = (
    ("human", r"\b(?:someone|somebody) (?:real|from (?:your )?(?:team|support))|actual person|"
r"not a (?:bot|robot)|customer (?:service|support|care)\b|找.{0,2}(?:个)?(?:人|客服)|"
r"转(?:接)?(?:人|客服)|不要机器人|"
        r"\b(?:human|real person|speak (?:to|with) (?:a|an|some|someone)|talk to (?:a|an|some)|(?:live|"
r"customer service) (?:agent|rep)|representative|operator)\b|人工|真人|转接|客服"),
    ("refund_status", r"\b(?:where(?:['’]s| is) my refund|refund status|status of my refund|when (?:will|"
r"do) i get (?:my )?(?:refund|money back)|haven['’]?t (?:received|got(?:ten)?) my refund|my refund)\b|"
r"退款.{0,6}(?:到|进度|什么时候|多久|查|没)|(?:什么时候|多久)退款|钱.{0,3}(?:退|到账)"),
    ("cancel_order", r"\bcancel(?:l?ing|l?ation|ed)?\b(?!.{0,4}noise)(?=.{0,40}\b(?:order|it|purchase|that|#|w\d)|$)|"
r"取消.{0,8}(?:订单|单|下单|购买)|订单.{0,8}取消|取消(?!降噪)|不想要.{0,3}订单"),
    ("exchange_order", r"\b(?:exchange|swap)\b|换货|换一?个?(?:尺码|尺寸|大一号|小一号|颜色).{0,6}(?:订单|收到)|"
r"(?:收到|买).{0,12}想换"),
    ("return_order", r"\b(?:return|send (?:it|this|them) back|give (?:it|this) back)\b(?! polic)(?!s? accepted)|"
r"退货(?!政策|规则|"
r"条件|流程|期限|运费|怎么)|退掉|想退|要退|申请退"),
    ("modify_order", r"\b(?:change|modify|update|edit)\b.{0,30}\b(?:order|address|delivery)\b|(?:修改|更改|"
r"改).{0,6}(?:订单|地址|"
r"收货)|订单.{0,8}(?:改|换)"),
    ("order_status", r"\b(?:where(?:['’]s| is) my (?:order|package|parcel|stuff)|track(?:ing)?|order status|"
r"status of (?:my )?order|has my order|when will my (?:order|package|parcel)|shipped yet|"
r"order.{0,30}\b(?:arriv|ship|late|status)|my (?:order|package|parcel) (?:has|is|hasn))|(?:我的)?(?:订单|"
r"包裹|快递|物流).{0,8}(?:哪|到|状态|进度|查|发货|怎么|情况)|查.{0,4}(?:订单|物流|快递)|发货了?(?:吗|没)"),
    ("remove_from_cart", r"\b(?:remove|delete|take) .{0,40}\b(?:cart|basket|bag|out|off)\b|(?:从)?购物车.{0,8}(?:删|"
r"移除|去掉|拿掉)|(?:删|"
r"移除|去掉|拿掉).{0,10}购物车"),
    ("view_cart", r"^(?!.*\b(?:add|put|remove|delete|take|drop|throw)\b).*(?:\b(?:in|inside) (?:my|"
r"the) (?:cart|basket|bag|trolley)\b|\bmy (?:cart|basket)\W*$)|^(?!.*(?:加|放|删|移|去掉|"
r"拿)).*购物车|"
        r"\b(?:view|show|see|check|open|what(?:['’]s| is)) .{0,14}\b(?:cart|basket)\b|(?:看|打开|"
r"查看).{0,5}购物车|"
r"购物车里?.{0,4}(?:有什么|有啥)"),
    ("add_to_cart", r"\b(?:add|put) .{0,50}\b(?:cart|basket|bag)\b|\badd (?:it|this|that|them|the \w+ one|two|\d+)\b|"
r"\bi['’]?ll (?:take|have|buy|get) (?:it|this|that|them|the|two|both|one|\d)|\b(?:buy|order|"
r"take) (?:it|this one|that one|this|that|the \w+ one)\b|(?:加入|放进?|加到|放到|加进).{0,6}购物车|(?:买|要|拿|来|"
r"下单)(?:这|那|第|它|一[个双件]吧)|就(?:这|要|买|它|第).{0,3}"),
    ("checkout", r"\b(?:check ?out|pay now|place (?:the|my) order|proceed to pay|complete (?:my|the) (?:order|"
r"purchase))\b|^(?!.*(?:可以|能不能|能用|支持|怎么|如何|哪些|什么|多久|[吗么？?]|呢\W*$)).*(?:结账|结算|付款|去支付|下单)"),
    ("promotion", r"\b(?:discounts?|coupons?|promo(?:tion|s)?(?: code)?s?|on sale|sales?\b(?! tax)|voucher|deals?|"
r"special offer|black friday)\b|优惠|打折|折扣|促销|活动|满减|红包|特价"),
    ("account", r"\b(?:my account|password|log ?in|sign (?:in|up)|register|e-?mail address|my profile|delete my data|"
r"loyalty points)\b|账号|账户|密码|登录|注册|会员|积分"),
    ("compare", r"\bwhich (?:one )?(?:is|are|should|would) (?:better|best|i|you|the better)\b|"
r"\bwhat(?:['’]s| is) the diff|\b(?:better|cheaper|lighter|faster), |哪个(?:更|比较)?(?:好|"
r"便宜|划算|合适|值)|选哪|差别|不同|比起来|pk|还是.{1,12}好|"
        r"\b(?:compare|comparison|difference|versus|vs\.?|which (?:one )?(?:is|has|of|do you)|better than|"
r"differ)\b|对比|比较一下|比一比|区别|哪[个款](?:更|比较)?好|哪[个款]更|有什么不同"),
    ("complement", r"\b(?:wear (?:it |this |that |them )?with|to match (?:it|this|that|my)|matching \w+ for|"
r"accessories|anything else (?:to go )?with|works well with|complete the (?:look|set)|"
r"what else (?:do|should|would|will) i)\b|搭什么|配什么|搭着|一起买|还要买什么|配个什么|"
r"怎么搭|搭配|"
        r"\b(?:goes? (?:well )?with|go with|match(?:es)? (?:it|this|that|with)|accessor(?:y|ies) for|"
r"pair(?:s)? (?:well )?with|what else (?:do|would|should) i need|to go with)\b|搭配|配套|配什么|还需要什么|配件"),
    ("ask_policy", r"\b(?:can i (?:return|exchange)|return (?:window|period|policy)|shipping|deliver(?:y|"
r"ies)? (?:to|in|take|cost|free|charge|fee|time)|cash on delivery|instal?lments?|klarna|"
r"apple pay|gift receipt|do you charge|how long (?:is|does) (?:the |your )?(?:warranty|"
r"guarantee|shipping|delivery)|price match)\b|包邮|多久(?:发货|到|能到)|几天(?:能|可以)?到|"
r"[能可]以?退|七天|保修|质保|货到付款|分期|发票|运费|邮费|什么快递|营业|"
        r"\b(?:return polic|refund polic|polic(?:y|ies)|shipping (?:cost|fee|time|options|to|take)|"
r"how (?:long|much) (?:does|is|do) (?:shipping|delivery|returns?)|do you (?:ship|deliver|accept|offer|"
r"price match)|free (?:shipping|returns?|delivery)|warranty polic|delivery (?:cost|time|fee|options)|"
r"payment methods?|how (?:do|can) i (?:return|pay)|pay with|paypal|opening hours|gift wrap|"
r"international|deliver to|ship to|how long do i have)\b|(?:用|支持|接受|收|刷).{0,8}(?:付款|支付|付钱|付[吗么]|"
r"付账|结账|现金)|(?:支付宝|微信(?:支付)?|花呗|信用卡|银联|比特币|数字货币|现金|刷卡|paypal|"
r"apple pay).{0,6}(?:[吗么呢]|[？?]$)|"
r"(?:退货|退换|运费|保修|配送|发货|"
r"支付|付款).{0,6}(?:政策|规则|多少|"
r"多久|方式|要求|条件|时间)|包邮|能(?:退|换)吗|支持.{0,6}(?:支付|退货|付款)|几天.{0,3}到|运费|发票|多久能到|送到"),
    ("complaint", r"\b(?:broken|damaged|defective|terrible|awful|worst|useless|disappointed|scam|unacceptable|"
r"complain(?:t)?|wrong item|never arrived|ridiculous|rubbish|faulty|doesn['’]?t work|stopped working|"
r"ripped off)\b|投诉|太差|垃圾|坏了|破了|骗人|失望|质量.{0,3}差|发错|假货|态度|太坑|"
r"坑人|被坑|缩水|掉色|起球|开线|开胶|漏水|"
r"不好用|用不了|气死|质量不行|不耐用|少发|漏发|虚假"),
    ("greet", r"^\W*(?:hi+|hey+|hello+|good (?:morning|afternoon|evening|day)|morning|evening|greetings|"
r"sup|what['’]?s up)(?: (?:there|all|team|guys|everyone|again))?\W*$|^\W*(?:在[吗么不嘛]|"
r"有人吗|有人在吗|哈[喽啰罗]|嗨+|早|早安|晚上好|您?好[呀啊哦]?|亲)\W*$|"
        r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening)|hiya|yo|howdy)\b[\s\w!.,]{0,12}$|^\W*(?:你好|"
r"您好|嗨|哈喽|在吗|早上好|下午好|晚上好)\W{0,3}$"),
    ("thanks", r"\b(?:thanks|thank you|thx|cheers|ty|appreciate it)\b|谢谢|感谢|多谢"),
    ("bye", r"^\W*(?:ok |thanks,? )?(?:bye|goodbye|cya|see ya|ttyl|talk later|later|that(?:['’]s| is|"
r" will be) (?:all|it)(?: for (?:now|today))?)\b|(?:再见|拜拜|拜|回头见|下次再|先这样|"
r"先走了)|"
        r"^\W*(?:bye|goodbye|see (?:you|ya)|good night|that['’]?s all|ciao)\b|^\W*(?:再见|拜拜|就这样)"),
    ("affirm", r"^\W*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|correct|right|exactly|please do|sounds good|of course|y|"
r"that works|go ahead)\b[\s\w',.!]{0,20}$|^\W*(?:是的?|对的?|好的?|可以|行|嗯+|没错|当然|"
r"要的?|好啊|好呀|ok)(?:啊|呀|的|吧|"
r"了)?\W*$"),
    ("deny", r"^\W*(?:no|nope|nah|not really|no thanks|no thank you|never mind|n)\W*$|^\W*(?:不|不是|"
r"不用了?|不要了?|不需要|算了|"
r"没有|不对|不了)\W*(?:谢谢)?\W*$"),
    ("ask_product", r"\b(?:is (?:it|this|that|the .{1,30}) |does (?:it|this|that|the .{1,30}) |can (?:it|this|that|i) |"
r"how (?:big|heavy|long|tall|wide|much|many|loud|large) |what (?:size|colou?rs?|material|is it|"
r"are the dimensions|['’]?s the) |are (?:they|these|those) |do (?:they|these) |will (?:it|this|that) |"
r"what(?:['’]s| is) (?:it|the) |tell me (?:more )?about|more (?:info|details) (?:on|about)|"
r"(?<!something )(?<!ones )(?<!one )made of\b)|(?:这|那|它|第.)[个款件]?.{0,12}(?:吗|多少|"
r"多大|多重|多长|什么|怎么样|几|能不能|"
r"可以.{1,6}吗)|(?:材质|尺寸|重量|颜色)(?:是什么|有哪些|多少)|多少钱|介绍一下"),
    ("recommend", r"\b(?:recommend|suggest|what would you|any (?:ideas|suggestions|recommendations)|"
r"what should i (?:get|buy)|gift ideas?|something (?:nice|good|for me)|surprise me|best sellers?|"
r"popular|for me\?)\b|推荐|建议|送什么|有什么好|热门|热销|猜我喜欢|不知道买什么"),
    ("refine", r"^\W*(?:and |or |what about|how about|but |only |just |in |make it |instead|rather |same |any (?:in|"
r"other|cheaper|brand|colou?r)|cheaper|something (?:cheaper|else|smaller|bigger|lighter)|more |less |"
r"not )|\b(?:instead|cheaper|smaller|bigger|larger|other (?:colou?rs?|options|brands))\b|^(?:那|再|换|便宜|"
r"只要|要|有没有.{1,6}色|不要|别的|其他|贵|预算|还有).{0,16}"),
    ("find_products", r"\b(?:looking for|need|want|buy|find|show|search|get me|do you (?:have|sell|carry)|got any|"
r"shopping for|any)\b|想买|找|要买|有没有|想要|需要|来一?[个双件台]|看看|求购|买"),
    ("chitchat", r"\b(?:how are you|your name|who are you|are you (?:a )?(?:bot|human|real|ai)|tell me a joke|weather|"
r"what can you do)\b|你是谁|你叫什么|讲个笑话|天气|你是机器人|你会什么"),
    ("out_of_scope", r"\b(?:president|capital of|recipe|translate|homework|stock market|bitcoin|write (?:a|me) (?:poem|"
r"code|essay)|lyrics|flight|hotel|who won|solve|football score|news)\b|写(?:首|一)?诗|翻译|股票|作业|总统|首都|新闻|"
r"编程题|机票|酒店"),
)  # fmt: skip


def by_rules(text: str) -> Tagged:
    """Return the intents that plain rules find in `text`, in the rules' order, else find_products."""
    hits = [intent for intent, pattern in _RULES if re.search(pattern, text, re.IGNORECASE)]
    ranked = hits or ["find_products"]
    scores = {intent: 0.9 * 0.3**i for i, intent in enumerate(ranked)}
    rest = (1 - min(1.0, sum(scores.values()))) / len(INTENTS)
    intents = sorted(((i, scores.get(i, rest)) for i in INTENTS), key=lambda s: -s[1])
    language: Language = "zh" if is_chinese(text) else "en"
    inside = ranked[0] not in ("out_of_scope", "chitchat")
    return Tagged(tuple(intents), inside, 0.9 if inside else 0.1, (), language)


def says(intent: str, text: str) -> bool:
    """Whether the rule of one intent speaks for `text`."""
    return any(re.search(pattern, text, re.IGNORECASE) for name, pattern in _RULES if name == intent)
