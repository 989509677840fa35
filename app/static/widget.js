// Shopguide in any page: <script src="https://shop.example/widget.js" data-shop="name" async></script>
// Data attributes: data-title, data-greeting, data-locale (en, zh), data-position (right, left), data-theme (light, dark),
// data-color (any CSS colour), data-product-id, data-open. In the page: window.Shopguide (docs/api.md).
(() => {
  "use strict";
  if (window.Shopguide) return;
  const script = document.currentScript || document.querySelector("script[data-shop]");
  if (!script) return;
  const given = script.dataset;
  const base = new URL(script.src, location.href);
  const KEPT_TURNS = 40; // in this browser, so that the conversation follows from page to page
  const SILENT_MS = 45000; // the server says something every 15 s; after three silences the line is taken for dead
  const CUT_OFF = 6; // after so many halves of a reply the shopper is asked
  const RETRY_MS = [500, 1000, 2000, 4000, 8000, 15000];

  const WORDS = {
    en: {
      title: "Shop assistant", greeting: "Hello. What are you looking for? Describe it the way you would to a person in the shop.",
      message: "Your message", placeholder: "Describe what you need", send: "Send", close: "Close", again: "New conversation",
      you: "You", thinking: "Looking through the shelves", products: "{n} products", product: "1 product", soldOut: "Sold out",
      left: "Only {n} left", inStock: "In stock", was: "was", rated: "Rated {r} of 5", add: "Add to cart", added: "Added",
      remove: "Remove {label}", removed: "Removed: {label}", up: "This helped", down: "This did not help", thanks: "Thank you.",
      source: "From", offline: "No connection. Your message is kept and goes on as soon as it is back.", busy: "Many shoppers are asking right now. Your message is kept and goes on in about {n} s.",
      failed: "That did not work.", retry: "Try again", better: "better", feature: "Feature", comparison: "Comparison",
      person: "Talk to a person", waiting: "Waiting for a colleague.", ahead: "{n} before you.", nobody: "Nobody from the shop is here right now.",
      here: "You are talking to {name}.", joined: "{name} from the shop joined", left: "{name} left. The assistant is back.", back: "The assistant goes on", alone: "Back to the assistant",
      altogether: "Altogether", of: "of {n}", over: "{n} over", rest: "{n} left", addAll: "Add all to cart", addAllSaid: "Add them all to my cart", typing: "{name} is typing", address: "Email or phone for our answer", leave: "Leave it", leftAddress: "Thank you. A colleague will get back to you.", helped: "Did that help?", of5: "{n} of 5",
      examples: ["A gift under $50", "A waterproof jacket", "How long does delivery take?"],
      offers: ["Is this in stock?", "What goes with this?", "How long does delivery take?"],
    },
    zh: {
      title: "购物助手", greeting: "您好，想找点什么？像在店里跟店员说话一样描述就好。",
      message: "您的消息", placeholder: "说说您需要什么", send: "发送", close: "关闭", again: "新对话",
      you: "您", thinking: "正在查找", products: "{n}件商品", product: "1件商品", soldOut: "已售罄",
      left: "仅剩{n}件", inStock: "有货", was: "原价", rated: "评分{r}（满分5分）", add: "加入购物车", added: "已加入",
      remove: "移除{label}", removed: "已移除：{label}", up: "有帮助", down: "没有帮助", thanks: "谢谢。",
      source: "来源", offline: "连接中断。您的消息已保留，恢复后会自动继续。", busy: "现在咨询的人很多。您的消息已保留，大约{n}秒后继续。",
      failed: "没有成功。", retry: "重试", better: "更好", feature: "项目", comparison: "对比",
      person: "转人工", waiting: "正在为您呼叫同事。", ahead: "前面还有{n}位。", nobody: "现在没有同事在线。",
      here: "正在与您对话：{name}。", joined: "{name}已加入对话", left: "{name}已离开，助手继续为您服务。", back: "助手继续为您服务", alone: "回到助手",
      altogether: "合计", of: "预算{n}", over: "超出{n}", rest: "还剩{n}", addAll: "全部加入购物车", addAllSaid: "全部加入购物车", typing: "{name}正在输入", address: "留下邮箱或电话，我们会回复", leave: "提交", leftAddress: "谢谢，同事会联系您。", helped: "这次帮到您了吗？", of5: "{n}分（满分5分）",
      examples: ["50美元以内的礼物", "防水夹克", "多久能送到？"],
      offers: ["这个有货吗？", "有什么可以搭配？", "多久能送到？"],
    },
  };

  const STYLE = `
:host { all: initial; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.all {
  --page: #f6f5f2; --surface: #fff; --sunken: #eeece7; --line: #e3e0da; --firm: #cbc7bf; --ink: #1c1b19; --ink2: #54514b; --ink3: #6d6a63;
  --accent: #0d5c49; --on: #fff; --word: #0d5c49; --soft: #e2eee9;
  color-scheme: light; direction: ltr; text-align: start; color: var(--ink); -webkit-font-smoothing: antialiased; -webkit-text-size-adjust: 100%;
  font: 400 15px/1.5 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
}
.all.dark {
  --page: #121312; --surface: #1b1d1b; --sunken: #252825; --line: #2e322e; --firm: #474c46; --ink: #f0efeb; --ink2: #bdbab2; --ink3: #9a978f;
  --accent: #7cd3b8; --on: #08231b; --word: #7cd3b8; --soft: #1c352d; color-scheme: dark;
}
button, textarea { font: inherit; color: inherit; letter-spacing: inherit; margin: 0; }
button { background: none; border: 0; padding: 0; cursor: pointer; }
p, h2, h3, ul, form { margin: 0; padding: 0; }
ul { list-style: none; }
a { color: inherit; }
:focus-visible { outline: 2px solid var(--word); outline-offset: 2px; }
svg { width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.hush { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launch { position: fixed; bottom: max(20px, env(safe-area-inset-bottom)); right: 20px; display: grid; place-items: center; width: 58px; height: 58px; border-radius: 50%; background: var(--accent); color: var(--on); box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 12px 32px -8px rgb(0 0 0 / 35%); transition: transform .2s; }
.launch:hover { transform: scale(1.05); }
.launch svg { width: 27px; height: 27px; }
.launch.news::after { content: ""; position: absolute; top: 3px; right: 3px; width: 14px; height: 14px; border-radius: 50%; background: #d4572a; border: 2px solid var(--surface); }
.panel { position: fixed; bottom: 92px; right: 20px; display: flex; flex-direction: column; width: 400px; height: min(680px, calc(100vh - 116px)); overflow: hidden; border: 1px solid var(--line); border-radius: 22px; background: var(--page); box-shadow: 0 4px 12px rgb(0 0 0 / 8%), 0 30px 80px -20px rgb(0 0 0 / 40%); animation: rise .22s cubic-bezier(.2, .7, .2, 1); }
.left .launch, .left .panel { right: auto; left: 20px; }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }
header { display: flex; align-items: center; gap: 4px; flex: none; height: 58px; padding: 0 8px 0 18px; border-bottom: 1px solid var(--line); background: var(--surface); }
header svg { flex: none; }
header > svg { width: 26px; height: 26px; color: var(--word); margin-inline-end: 8px; }
h2 { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 16px; font-weight: 650; letter-spacing: -.01em; }
.tool { display: grid; place-items: center; width: 44px; height: 44px; border-radius: 12px; color: var(--ink2); }
.tool:hover, .thumb:hover { background: var(--sunken); color: var(--ink); }
.talk { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 18px; position: relative; scrollbar-width: thin; outline-offset: -3px; }
.turn + .turn { margin-top: 22px; }
.said { width: fit-content; max-width: 86%; margin-inline-start: auto; padding: 9px 15px; border-radius: 18px 18px 4px 18px; background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere; }
.line { text-align: center; font-size: 13px; color: var(--ink3); }
.text { margin-top: 12px; white-space: pre-line; overflow-wrap: anywhere; text-wrap: pretty; }
.text:empty { display: none; }
.text span { animation: come .3s; }
@keyframes come { from { opacity: 0; } }
.dots { display: inline-flex; gap: 5px; margin-top: 14px; height: 12px; }
.dots i { width: 7px; height: 7px; border-radius: 50%; background: var(--word); animation: breathe 1.3s infinite ease-in-out; }
.dots i:nth-child(2) { animation-delay: .16s; }
.dots i:nth-child(3) { animation-delay: .32s; }
@keyframes breathe { 0%, 70%, 100% { opacity: .25; } 35% { opacity: 1; } }
.chips, .choices { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
.chip { max-width: 100%; display: inline-flex; align-items: center; gap: 5px; min-height: 32px; padding: 0 8px 0 13px; border-radius: 99px; background: var(--soft); color: var(--word); font-size: 13px; font-weight: 500; }
.chip span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.chip svg { width: 14px; height: 14px; }
.choices button { min-height: 36px; padding: 5px 14px; border: 1px solid var(--word); border-radius: 99px; color: var(--word); background: var(--surface); font-size: 13px; font-weight: 500; text-align: start; }
.choices button:hover, .chip:hover { background: var(--soft); text-decoration: underline; text-underline-offset: 3px; }
.row { display: flex; gap: 12px; margin: 12px -18px 0; padding: 2px 18px 8px; overflow-x: auto; scroll-snap-type: x proximity; scroll-padding: 18px; scrollbar-width: thin; scrollbar-color: var(--firm) transparent; }
.card { position: relative; flex: 0 0 176px; display: flex; flex-direction: column; overflow: hidden; scroll-snap-align: start; border: 1px solid var(--line); border-radius: 16px; background: var(--surface); }
.card:hover { border-color: var(--firm); }
.pic { position: relative; display: grid; place-items: center; aspect-ratio: 4 / 3; background: var(--sunken); color: var(--ink3); overflow: hidden; }
.pic img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
.dark .pic img { filter: brightness(.88); }
.flag { position: absolute; left: 8px; top: 8px; max-width: calc(100% - 16px); overflow: hidden; white-space: nowrap; text-overflow: ellipsis; padding: 2px 9px; border-radius: 99px; background: var(--surface); color: var(--ink); font-size: 12px; font-weight: 600; }
.facts { flex: 1; padding: 10px 12px 12px; }
.price { font-size: 15px; font-weight: 650; font-variant-numeric: tabular-nums; }
.price s { font-size: 13px; font-weight: 400; color: var(--ink3); margin-inline-start: 4px; }
h3 { margin-top: 2px; font-size: 13px; font-weight: 450; line-height: 1.38; min-height: 2.76em; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; }
h3 a { text-decoration: none; outline-offset: -2px; }
h3 a::after { content: ""; position: absolute; inset: 0; border-radius: 16px; }
.card:hover h3 a { text-decoration: underline; }
.meta, .why { margin-top: 5px; font-size: 12px; color: var(--ink2); }
.why { padding-top: 5px; border-top: 1px solid var(--line); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.add { display: none; position: relative; margin: 0 12px 12px; min-height: 36px; border: 1px solid var(--firm); border-radius: 11px; font-size: 13px; font-weight: 600; }
.sells .add { display: block; }
.add:hover { border-color: var(--word); color: var(--word); }
.add:disabled { color: var(--ink3); border-color: var(--line); cursor: default; }
.times { font-weight: 500; color: var(--ink2); }
.sum { display: flex; align-items: center; flex-wrap: wrap; gap: 6px 14px; margin-top: 4px; font-size: 14px; color: var(--ink2); }
.sum b { font-weight: 650; color: var(--ink); font-variant-numeric: tabular-nums; }
.sum small { margin-inline-start: 8px; font-size: 13px; color: var(--ink3); }
.all-in { display: none; min-height: 34px; padding: 0 13px; border: 1px solid var(--firm); border-radius: 11px; font-size: 13px; font-weight: 600; color: var(--ink); }
.sells .all-in { display: block; }
.all-in:hover { border-color: var(--word); color: var(--word); }
.table { margin-top: 12px; overflow-x: auto; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 1.4; }
th, td { padding: 8px 12px; text-align: start; vertical-align: top; font-weight: 400; min-width: 84px; }
thead th { font-weight: 600; }
tbody tr { border-top: 1px solid var(--line); }
tbody th { color: var(--ink3); }
tbody th::first-letter { text-transform: uppercase; }
.better { color: var(--word); font-weight: 600; }
.sources { margin-top: 10px; font-size: 13px; color: var(--ink2); }
.sources a { color: var(--word); text-underline-offset: 3px; }
.thumbs { display: flex; align-items: center; gap: 2px; margin: 6px 0 0 -9px; color: var(--ink3); font-size: 13px; }
.thumb { display: grid; place-items: center; width: 36px; height: 36px; border-radius: 10px; color: var(--ink3); }
.thumb svg { width: 17px; height: 17px; }
.thumb.down svg { transform: rotate(180deg); }
.thumb[aria-pressed="true"] { color: var(--word); background: var(--soft); }
.note { display: flex; align-items: center; gap: 12px; margin-top: 12px; font-size: 13px; color: var(--ink2); }
.note button { min-height: 32px; padding: 0 12px; border: 1px solid var(--firm); border-radius: 10px; font-weight: 500; color: var(--word); }
.held { flex: none; padding: 9px 18px; border-bottom: 1px solid var(--line); background: var(--soft); color: var(--word); font-size: 13px; font-weight: 500; }
.held p { display: flex; align-items: center; flex-wrap: wrap; gap: 2px 10px; }
.held p button { margin-inline-start: auto; min-height: 28px; font-weight: 500; text-decoration: underline; text-underline-offset: 3px; }
.held .ask { margin: 8px 0 2px; padding: 3px 3px 3px 14px; border-radius: 14px; background: var(--surface); color: var(--ink); }
.held input { flex: 1; min-width: 0; height: 34px; border: 0; background: none; color: inherit; font: inherit; font-size: 16px; outline: none; }
.held .ask button { min-height: 34px; padding: 0 14px; border-radius: 12px; background: var(--accent); color: var(--on); font-weight: 600; }
.person .by { margin-bottom: 3px; font-size: 12px; color: var(--ink3); }
.person .words { width: fit-content; max-width: 92%; padding: 9px 15px; border-radius: 18px 18px 18px 4px; border: 1px solid var(--word); background: var(--surface); white-space: pre-wrap; overflow-wrap: anywhere; }
.turn + .turn.person, .turn.person + .turn { margin-top: 14px; }
.typing { margin-top: 14px; font-size: 13px; color: var(--ink3); }
.typing .dots { margin: 0 8px 0 0; vertical-align: middle; }
.rate { margin-top: 22px; padding: 12px 14px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
.rate div { display: flex; gap: 6px; margin-top: 8px; }
.rate button { flex: 1; min-height: 40px; border: 1px solid var(--firm); border-radius: 10px; font-weight: 600; font-variant-numeric: tabular-nums; }
.rate button:hover, .rate button[aria-pressed="true"] { border-color: var(--word); color: var(--word); background: var(--soft); }
.banner { flex: none; padding: 9px 18px; background: var(--sunken); font-size: 13px; color: var(--ink); }
form { flex: none; display: flex; align-items: flex-end; gap: 8px; margin: 10px 12px max(12px, env(safe-area-inset-bottom)); padding: 6px 6px 6px 16px; border: 1px solid var(--firm); border-radius: 22px; background: var(--surface); }
form:focus-within { border-color: var(--word); box-shadow: 0 0 0 1px var(--word); }
textarea, textarea:focus-visible { outline: none; }
textarea { flex: 1; min-width: 0; max-height: 120px; padding: 6px 0; border: 0; background: none; resize: none; font-size: 16px; line-height: 22px; }
textarea::placeholder { color: var(--ink3); opacity: 1; }
.go { display: grid; place-items: center; flex: none; width: 36px; height: 36px; border-radius: 50%; background: var(--accent); color: var(--on); }
@media (max-width: 560px), (max-height: 420px) {
  .panel, .left .panel { inset: 0; width: auto; height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
  .opened .launch { display: none; }
}
@media (pointer: coarse) { .thumb { width: 44px; height: 44px; } .chip, .choices button, .add, .all-in, .note button { min-height: 44px; } .go { width: 44px; height: 44px; } textarea { padding: 11px 0; } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;

  const SHAPES = {
    chat: "M4.500 6.500a2.500 2.500 0 0 1 2.500-2.500h10a2.500 2.500 0 0 1 2.500 2.500v7a2.500 2.500 0 0 1-2.500 2.500h-5l-4.500 4v-4H7a2.500 2.500 0 0 1-2.500-2.500zM8.500 8.800h7M8.500 12h4.500",
    x: "M6.500 6.500l11 11M17.500 6.500l-11 11", up: "M12 19V5M6 11l6-6 6 6", bag: "M5.500 8h13l1 12h-15zM9 10.500V7a3 3 0 0 1 6 0v3.500",
    mark: "M4.500 9.500h15L18 20.500H6zM8.500 9.500a3.500 3.500 0 0 1 7 0M9 14.500c1.800 1.700 4.200 1.700 6 0",
    person: "M12 4a4 4 0 1 1 0 8a4 4 0 1 1 0-8M4.500 20.500c.6-4 3.600-6 7.500-6s6.900 2 7.500 6",
    fresh: "M12 20H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6M18 15v6M15 18h6",
    thumb: "M8 11v9H5a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM8 11l3.500-7.200A2 2 0 0 1 14.500 5.500L14 9.500h4.300a1.800 1.800 0 0 1 1.800 2.200l-1.400 6.500A2.300 2.300 0 0 1 16.400 20H8",
  };

  // ---- what this browser keeps ---------------------------------------------------------------------------------------

  const disk = {
    get: (name) => { try { return localStorage.getItem(name) || ""; } catch { return ""; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window, or full: this page goes on */ } },
  };
  const KEY = "shop-widget-" + (given.shop || "shop");
  const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const read = () => { try { return JSON.parse(disk.get(KEY)) || {}; } catch { return {}; } };
  let kept = { session: token(), turns: [], opened: false, locale: "", user: "", held: null, heard: 0, rated: 0, ...read() };
  const save = () => { kept.turns = kept.turns.slice(-KEPT_TURNS); disk.set(KEY, JSON.stringify(kept)); };

  const context = { product_id: given.productId || "" };
  const locale = () => ((kept.locale || given.locale || document.documentElement.lang || "en").toLowerCase().startsWith("zh") ? "zh" : "en");
  const w = () => WORDS[locale()];
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const title = () => given.title || w().title;

  // ---- drawing: every word is set as text, never as markup -----------------------------------------------------------

  function el(tag, values = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(values)) {
      if (value === false || value === null || value === undefined) continue;
      if (name === "text") made.textContent = value;
      else if (name === "on") Object.entries(value).forEach(([event, fn]) => made.addEventListener(event, fn));
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.filter(Boolean));
    return made;
  }

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SHAPES[name]);
    svg.append(path);
    return svg;
  }

  // As on the server: a browser takes a backslash for a slash, and what stands before an @ for a name.
  const ADDRESS = /^(?:https?:\/\/[^/\\@\s?#[\]]+(?:[/?#][^\\\0-\x1f]*)?|\/(?![/\\])[^\\\0-\x1f]*)$/i;
  function address(text) {
    try {
      return text && ADDRESS.test(text) ? new URL(text, base).href : "";
    } catch { return ""; }
  }

  function money(amount, currency) {
    const digits = Number.isInteger(amount) ? 0 : 2;
    try {
      return new Intl.NumberFormat(locale() === "zh" ? "zh-CN" : "en-US", { style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount);
    } catch { return amount.toFixed(2) + " " + currency; }
  }

  const host = document.createElement("shop-guide");
  for (const [name, value] of [["all", "initial"], ["position", "fixed"], ["bottom", "0"], ["right", "0"], ["width", "0"], ["height", "0"], ["display", "block"], ["z-index", "2147483000"]]) host.style.setProperty(name, value, "important");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // allowed under a strict Content-Security-Policy, where a <style> is not
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const ui = {};

  function draw() {
    const words = w();
    const before = ui.box ? ui.box.value : "";
    ui.box = el("textarea", { rows: 1, dir: "auto", "aria-label": words.message, placeholder: words.placeholder, maxlength: 2000, enterkeyhint: "send", autocomplete: "off", on: { input: grow, keydown: typed } });
    ui.box.value = before;
    ui.talk = el("div", { class: "talk", tabindex: 0, role: "region", "aria-label": title() });
    ui.status = el("p", { class: "hush", role: "status", "aria-live": "polite" });
    ui.banner = el("p", { class: "banner", role: "status", hidden: true, text: words.offline });
    ui.launch = el("button", { type: "button", class: "launch", "aria-haspopup": "dialog", on: { click: () => (kept.opened ? close() : open()) } });
    ui.panel = el("section", { class: "panel", role: "dialog", "aria-modal": "true", "aria-label": title(), on: { keydown: within } },
      el("header", {}, icon("mark"), el("h2", { text: title() }),
        el("button", { type: "button", class: "tool", "aria-label": words.person, title: words.person, on: { click: person } }, icon("person")),
        el("button", { type: "button", class: "tool", "aria-label": words.again, title: words.again, on: { click: reset } }, icon("fresh")),
        el("button", { type: "button", class: "tool", "aria-label": words.close, title: words.close, on: { click: close } }, icon("x"))),
      ui.held = el("div", { class: "held", role: "status", hidden: true }),
      ui.talk, ui.banner,
      el("form", { on: { submit: (event) => { event.preventDefault(); submit(); } } }, ui.box,
        el("button", { type: "submit", class: "go", "aria-label": words.send, title: words.send }, icon("up"))),
      ui.status);
    const all = el("div", { class: "all" + (given.position === "left" ? " left" : ""), lang: locale() === "zh" ? "zh-CN" : "en" }, ui.panel, ui.launch);
    if (ui.all) ui.all.replaceWith(all);
    else root.append(all);
    ui.all = all;
    paint();
    shown();
    tint();
  }

  function shown() {
    ui.panel.hidden = !kept.opened;
    ui.all.classList.toggle("opened", kept.opened);
    ui.all.classList.toggle("sells", Boolean(listeners.add_to_cart));
    ui.launch.replaceChildren(icon(kept.opened ? "x" : "chat"));
    ui.launch.setAttribute("aria-label", kept.opened ? w().close : title());
    ui.launch.setAttribute("aria-expanded", String(kept.opened));
    if (kept.opened) ui.launch.classList.remove("news");
  }

  function paint() { // the conversation, from what is kept
    const turns = kept.turns.map((turn, i) => turnView(turn, i === kept.turns.length - 1));
    ui.talk.replaceChildren(...(turns.length ? turns : [hello()]), ...(asksRating() ? [rating()] : []));
    drawHeld();
    down();
  }

  function repaint(turn) { // one turn, as it changes
    const i = kept.turns.indexOf(turn);
    const now = ui.talk.querySelector(`[data-id="${turn.id}"]`);
    if (!now) return paint();
    const [scrolled, row] = [ui.talk.scrollTop, now.querySelector(".row")];
    const next = turnView(turn, i === kept.turns.length - 1);
    const [there, fresh] = [row && row.dataset.ids, next.querySelector(".row")];
    const left = row ? row.scrollLeft : 0;
    const held = root.activeElement && now.contains(root.activeElement);
    if (held && there && fresh && fresh.dataset.ids === there) fresh.replaceWith(row); // a card in use stays where it is
    now.replaceWith(next);
    if (fresh) fresh.scrollLeft = left;
    if (held && !root.activeElement) ui.box.focus({ preventScroll: true });
    ui.talk.scrollTop = scrolled;
    down();
  }

  function hello() {
    const words = w();
    const offers = context.product_id ? words.offers : words.examples;
    return el("div", {}, el("p", { text: given.greeting || words.greeting }), el("div", { class: "choices" }, ...offers.map((text) => choice(text))));
  }

  const choice = (text) => el("button", { type: "button", dir: "auto", text, on: { click: () => { send(text); ui.box.focus(); } } });

  function turnView(turn, last) {
    const words = w();
    if (turn.kind === "note") return el("p", { class: "turn line", "data-id": turn.id, text: turn.text });
    if (turn.kind === "person") return el("article", { class: "turn person", "data-id": turn.id }, el("p", { class: "by", text: turn.name }), el("p", { class: "words", dir: "auto", text: turn.text }));
    const said = turn.text
      ? el("p", { class: "said", dir: "auto" }, el("span", { class: "hush", text: words.you + ": " }), turn.text)
      : el("p", { class: "line", text: fill(words.removed, { label: turn.label || "" }) });
    const cards = turn.cards || [];
    const drawn = turn.drawn || 0;
    const text = el("p", { class: "text", dir: "auto" }, ...(turn.sentences || []).map((s) => el("span", { text: s + (/[。！？]$/.test(s) ? "" : " ") })));
    [...text.children].slice(0, drawn).forEach((span) => { span.style.animation = "none"; });
    turn.drawn = text.children.length;
    return el("article", { class: "turn", "data-id": turn.id, "aria-busy": String(!turn.state) }, said,
      last && (turn.chips || []).length ? el("div", { class: "chips" }, ...turn.chips.map(chipView)) : null,
      cards.length ? el("div", { class: "row", role: "group", "aria-label": count(cards.length), "data-ids": cards.map((c) => c.id).join("\n") }, ...cards.map((card) => cardView(card, ((turn.set || {}).quantities || {})[card.id]))) : null,
      turn.set ? sum(turn.set, last) : null,
      text,
      turn.state ? null : el("div", { class: "dots", role: "img", "aria-label": words.thinking }, el("i"), el("i"), el("i")),
      turn.state === "failed" ? el("p", { class: "note" }, words.failed, el("button", { type: "button", text: words.retry, on: { click: () => { turn.state = ""; repaint(turn); pump(); ui.box.focus(); } } })) : null,
      ...(turn.state === "done" ? after(turn, last) : []));
  }

  const count = (n) => (n === 1 ? w().product : fill(w().products, { n }));

  const chipView = (chip) => el("button", { type: "button", class: "chip", "aria-label": fill(w().remove, { label: chip.label }), on: { click: () => { begin({ drop: [chip.name], label: chip.label }); ui.box.focus(); } } }, el("span", { dir: "auto", text: chip.label }), icon("x"));

  function sum({ total, budget, left, currency }, last) { // what a whole set comes to
    const words = w();
    const said = (amount) => money(amount, currency);
    return el("div", { class: "sum" },
      el("p", {}, words.altogether + " ", el("b", { text: said(total) }), budget ? " " + fill(words.of, { n: said(budget) }) : null, budget ? el("small", { text: fill(left < 0 ? words.over : words.rest, { n: said(Math.abs(left)) }) }) : null),
      last ? el("button", { type: "button", class: "all-in", text: words.addAll, on: { click: () => { send(words.addAllSaid); ui.box.focus(); } } }) : null);
  }

  function cardView(card, times) {
    const words = w();
    const [picture, link] = [address(card.image), address(card.link)];
    const img = picture ? el("img", { src: picture, alt: "", loading: "lazy", width: 176, height: 132, on: { error: () => img.remove() } }) : null;
    const stock = !card.in_stock ? words.soldOut : card.stock && card.stock <= 5 ? fill(words.left, { n: card.stock }) : words.inStock;
    const click = (event) => { if (tell("product_click", { product_id: card.id, link }) === false) event.preventDefault(); };
    const add = el("button", { type: "button", class: "add", disabled: !card.in_stock, on: { click: () => {
      tell("add_to_cart", { product_id: card.id, quantity: 1, by: "shopper" });
      add.textContent = words.added;
      ui.status.textContent = words.added + ": " + card.title;
      setTimeout(() => { add.textContent = words.add; add.append(el("span", { class: "hush", text: ": " + card.title })); }, 2500);
    } } }, card.in_stock ? words.add : words.soldOut, el("span", { class: "hush", text: ": " + card.title }));
    const facts = [card.rating ? "★ " + card.rating.toFixed(1) : "", stock].filter(Boolean).join(" · ");
    return el("article", { class: "card", "data-product": card.id },
      el("div", { class: "pic" }, icon("bag"), img, card.near ? el("span", { class: "flag", title: card.near, text: card.near }) : null),
      el("div", { class: "facts" },
        el("p", { class: "price" }, money(card.price, card.currency), times > 1 ? el("span", { class: "times", text: " × " + times }) : null, card.list_price > card.price ? el("s", {}, el("span", { class: "hush", text: words.was + " " }), money(card.list_price, card.currency)) : null),
        el("h3", { dir: "auto" }, link ? el("a", { href: link, text: card.title, on: { click } }) : el("span", { text: card.title })),
        el("p", { class: "meta", text: facts }),
        card.reason ? el("p", { class: "why", dir: "auto", text: card.reason }) : null),
      add);
  }

  function after(turn, last) {
    const words = w();
    const parts = [];
    if ((turn.comparison || []).length) parts.push(comparison(turn));
    if ((turn.cited || []).length) parts.push(el("ul", { class: "sources" }, ...turn.cited.map((one) => el("li", { dir: "auto" }, words.source + ": ", address(one.source) ? el("a", { href: address(one.source), text: one.question }) : one.question))));
    if (last && (turn.choices || []).length) parts.push(el("div", { class: "choices" }, ...turn.choices.map(choice)));
    if (turn.number && !turn.silent) {
      const thumb = (up) => el("button", { type: "button", class: "thumb" + (up ? "" : " down"), "aria-label": up ? words.up : words.down, title: up ? words.up : words.down, "aria-pressed": String(turn.thumb === up), on: { click: (event) => rate(turn, up, event.currentTarget) } }, icon("thumb"));
      parts.push(el("div", { class: "thumbs" }, thumb(true), thumb(false), el("span", { role: "status", text: turn.thumb === undefined ? "" : words.thanks })));
    }
    return parts;
  }

  function comparison(turn) {
    const words = w();
    const titles = (turn.cards || []).length === turn.comparison[0].values.length ? turn.cards.map((card) => card.title) : [];
    return el("div", { class: "table", role: "region", tabindex: 0, "aria-label": words.comparison }, el("table", {},
      titles.length ? el("thead", {}, el("tr", {}, el("th", { scope: "col" }, el("span", { class: "hush", text: words.feature })), ...titles.map((text) => el("th", { scope: "col", dir: "auto", text })))) : null,
      el("tbody", {}, ...turn.comparison.map((row) => el("tr", {}, el("th", { scope: "row", text: row.label }), ...row.values.map((value, i) => el("td", { dir: "auto", class: i === row.better && "better" }, value || "–", i === row.better ? el("span", { class: "hush", text: " (" + words.better + ")" }) : null)))))));
  }

  function down() { // the newest question stays in sight: a long answer is read from its beginning
    const newest = ui.talk.lastElementChild;
    if (newest && kept.turns.length) ui.talk.scrollTop = Math.min(newest.offsetTop - 12, ui.talk.scrollHeight);
  }

  function tint() {
    const scheme = given.theme || getComputedStyle(document.documentElement).colorScheme;
    const named = scheme === "dark" || scheme === "light";
    const dark = named ? scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    ui.all.classList.toggle("dark", dark);
    if (!given.color || !CSS.supports("color", given.color)) return;
    const set = (name, value) => ui.all.style.setProperty(name, value);
    set("--accent", given.color);
    const dot = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    dot.fillStyle = given.color; // a canvas reads every notation that CSS has
    dot.fillRect(0, 0, 1, 1);
    const [r, g, b] = dot.getImageData(0, 0, 1, 1).data;
    const lit = [r, g, b].map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    const light = .2126 * lit[0] + .7152 * lit[1] + .0722 * lit[2]; // relative luminance, WCAG 2.2
    set("--on", light > .179 ? "#111" : "#fff");
    set("--word", dark ? `color-mix(in srgb, ${given.color} 45%, white)` : light < .17 ? given.color : `color-mix(in srgb, ${given.color} 45%, black)`);
    set("--soft", `color-mix(in srgb, ${given.color} ${dark ? 18 : 10}%, ${dark ? "#1b1d1b" : "white"})`);
  }

  // ---- the line to the shop: one message at a time, each under its own id, until it is answered -----------------------

  // Who this is: on the shop's own pages a cookie says it, which no script can read; elsewhere a token.
  const away = base.origin !== location.origin;
  let pass = away ? disk.get(KEY + "-pass") : "";
  let joining = null;
  const keep = (answer) => { pass = answer.token || ""; disk.set(KEY + "-pass", pass); kept.passed = Date.now(); save(); };
  const renew = () => request("sessions").then(async (answer) => { if (answer.ok) keep(await answer.json()); }, () => undefined);

  function request(path, { method = "POST", body, headers = {}, signal } = {}) {
    const sent = { ...headers, ...(body ? { "Content-Type": "application/json" } : {}), ...(pass ? { Authorization: "Bearer " + pass } : {}) };
    return fetch(new URL("/api/v1/" + path, base), { method, signal, credentials: away ? "omit" : "same-origin", headers: sent, body: body && JSON.stringify(body) });
  }

  async function join() { // one session, however many ask for it at once
    joining = joining || (async () => {
      pass = kept.cart = "";
      const answer = await request("sessions");
      if (!answer.ok) throw refusal(answer);
      keep(await answer.json());
      const signed = who && await request("sessions/user", { body: who }); // the shop's word still holds
      if (signed && signed.ok) keep(await signed.json());
    })().finally(() => { joining = null; });
    return joining;
  }

  async function call(path, options) {
    if (signing) await signing; // so that what follows is the shopper's
    if (away && !pass) await join();
    const used = pass;
    const answer = await request(path, options);
    if (answer.status !== 401) return answer;
    if (away && pass === used) pass = disk.get(KEY + "-pass"); // another tab's is newer
    if (pass === used) await join(); // the session is over
    return request(path, options);
  }

  let who = null; // whom the page named, with the shop's word for it
  let signing = null;
  const setUser = (id, proof) => (signing = vouched(String(id || ""), proof || {}).finally(() => { signing = null; }));

  async function vouched(user, { hash, expires }) { // true once the shop's server has vouched for them
    try {
      if (joining) await joining.catch(() => undefined); // so that it is the stranger's session which becomes theirs
      who = null;
      if (kept.user && kept.user !== user) { // what one shopper said is not for the next
        await request("sessions", { method: "DELETE" });
        keep({});
        kept.cart = "";
        reset();
      }
      kept.user = "";
      if (user) {
        const body = { id: user, hash: String(hash || ""), ...(expires ? { expires } : {}) };
        let answer = await request("sessions/user", { body });
        if (answer.status === 401) { keep({}); answer = await request("sessions/user", { body }); }
        if (!answer.ok) throw refusal(answer);
        keep(await answer.json());
        kept.user = user;
        who = body;
      }
      if (cart) { kept.cart = ""; filled(cart); } // whoever it is now, this lies in the page's cart
      return true;
    } catch (error) {
      tell("error", { status: error.status || 0, message: String(error.message) });
      return false;
    } finally { save(); }
  }

  let pumping = false;
  let wake = () => undefined;
  let line = null; // the request under way

  function begin({ text = "", drop = [], label = "" }) {
    const turn = { id: token(), text, drop, label, viewing: context.product_id, locale: locale(), state: "" };
    kept.turns.push(turn);
    save();
    paint();
    pump();
    return turn.id;
  }

  async function pump() {
    if (pumping) return;
    pumping = true;
    for (let turn; (turn = kept.turns.find((one) => !one.state));) await deliver(turn);
    pumping = false;
  }

  async function deliver(turn) {
    let mine = kept.session;
    let moved = false;
    let cut = 0; // replies that began and broke off
    for (let tries = 0; !turn.state && kept.session === mine; tries++) {
      let wait = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)];
      let busy = false;
      try {
        await stream(turn);
        if (turn.state) break;
        if (++cut === CUT_OFF) { fail(turn, new Error("The reply broke off " + cut + " times")); break; }
      } catch (error) {
        if (error.status === 404 && !moved) { // the conversation was another session's: it goes on in a new one
          moved = true;
          kept.session = mine = token();
          save();
          continue;
        }
        if (error.refused) { fail(turn, error); break; }
        if (error.wait) { wait = error.wait; busy = true; }
      }
      if (kept.session !== mine) break;
      // The line broke before the end: the same id again is answered once, with all that was said.
      ui.banner.textContent = busy ? fill(w().busy, { n: Math.ceil(wait / 1000) }) : w().offline;
      if (tries || busy) ui.banner.hidden = false;
      await new Promise((go) => { wake = go; setTimeout(go, wait); });
    }
    ui.banner.hidden = true;
  }

  async function stream(turn) {
    const body = { session: kept.session, id: turn.id, text: turn.text, drop: turn.drop, locale: turn.locale, viewing: turn.viewing };
    line = new AbortController();
    let silence = setTimeout(() => line.abort(), SILENT_MS);
    try {
      const answer = await call("chat", { signal: line.signal, headers: { Accept: "text/event-stream" }, body });
      if (!answer.ok) throw refusal(answer);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      const heard = { sentences: [] };
      for (let rest = "";;) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(silence);
        silence = setTimeout(() => line.abort(), SILENT_MS);
        const blocks = (rest + value).replace(/\r\n/g, "\n").split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) happened(turn, block, heard);
        if (turn.state) return;
      }
    } finally { clearTimeout(silence); }
  }

  function refusal(answer) {
    const busy = answer.status === 429 || answer.status >= 500;
    return Object.assign(new Error("The shop answered " + answer.status), { refused: !busy, status: answer.status, wait: busy ? 1000 * (Number(answer.headers.get("Retry-After")) || 0) : 0 });
  }

  function happened(turn, block, heard) {
    const lines = block.split("\n");
    const name = (lines.find((l) => l.startsWith("event:")) || "").slice(6).trim();
    const data = lines.filter((l) => l.startsWith("data:")).map((l) => l.slice(5).trim()).join("\n");
    if (!name || !data) return; // a sign of life
    const values = JSON.parse(data);
    ui.banner.hidden = true;
    if (name === "received") turn.number = values.turn;
    if (name === "products") {
      Object.assign(turn, { cards: values.cards, chips: values.chips, set: values.set });
      if (values.cards.length) announce(count(values.cards.length));
    }
    if (name === "sentence") {
      heard.sentences.push(values.text);
      if (heard.sentences.length > (turn.sentences || []).length) announce(values.text);
      turn.sentences = heard.sentences.length >= (turn.sentences || []).length ? [...heard.sentences] : turn.sentences;
    }
    if (name === "error") return fail(turn, values);
    if (name === "done") finish(turn, values, heard);
    repaint(turn);
  }

  function finish(turn, values, heard) {
    const { text, cards, chips, choices, cited, comparison: rows } = values;
    if (!heard.sentences.length) announce(text);
    Object.assign(turn, { silent: !text && values.held_by === "person", intent: values.intent, number: values.turn, sentences: heard.sentences.length ? heard.sentences : text ? [text] : [], cards: cards || turn.cards, chips: chips || turn.chips, choices, cited, comparison: rows, set: values.set, state: "done" });
    save();
    if (!kept.opened) ui.launch.classList.add("news");
    tell("message", { from: "assistant", id: turn.id, turn: values.turn, text, intent: values.intent, products: values.products });
    for (const { product_id, quantity } of values.cart_changes || []) tell(quantity > 0 ? "add_to_cart" : "remove_from_cart", { product_id, quantity: Math.abs(quantity), by: "assistant" });
    if (values.handoff) tell("handoff", { turn: values.turn });
    if (values.held_by !== "assistant") listen();
    if (["thanks", "bye"].includes(values.intent)) paint();
  }

  function fail(turn, error) {
    turn.state = "failed";
    save();
    repaint(turn);
    announce(w().failed);
    tell("error", { id: turn.id, status: error.status || 0, message: String(error.message || error.detail || "") });
  }

  async function rate(turn, up, button) {
    turn.thumb = up;
    save();
    const place = button.closest(".thumbs");
    place.querySelectorAll(".thumb").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    const done = await call("feedback", { body: { session: kept.session, turn: turn.number, up } }).then((r) => r.ok, () => false);
    place.lastElementChild.textContent = done ? w().thanks : w().failed;
  }

  // ---- a person in the chat -------------------------------------------------------------------------------------------

  let hearing = null; // the line on which a person is heard
  let hush = 0; // until when they are shown as typing
  const here = (path) => "conversations/" + kept.session + path;
  const isHeld = () => kept.held && kept.held.held_by !== "assistant";

  async function person() {
    const answer = await call(here("/person")).catch(() => null);
    if (!answer || !answer.ok) { announce(w().failed); return; }
    kept.held = await answer.json();
    save();
    paint();
    listen();
    tell("handoff", {});
    ui.box.focus();
  }

  async function alone() {
    await call(here("/person"), { method: "DELETE" }).catch(() => null);
    ui.box.focus();
  }

  async function listen() {
    if (hearing) return;
    hearing = new AbortController();
    const mine = hearing;
    const session = kept.session;
    for (let tries = 0; kept.session === session && !mine.signal.aborted; tries++) {
      try {
        const answer = await call(here("/live"), { method: "GET", signal: mine.signal, headers: { Accept: "text/event-stream", "Last-Event-ID": String(kept.heard) } });
        if (answer.status === 404) break;
        if (!answer.ok) throw refusal(answer);
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let rest = "";;) {
          const { value, done } = await reader.read();
          if (done) break;
          tries = 0;
          const blocks = (rest + value).replace(/\r\n/g, "\n").split("\n\n");
          rest = blocks.pop();
          blocks.forEach(heardLive);
          if (!isHeld()) { mine.abort(); break; }
        }
      } catch { /* the line broke: it is taken up where it was */ }
      if (!mine.signal.aborted) await new Promise((go) => setTimeout(go, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]));
    }
    if (hearing === mine) hearing = null;
  }

  function heardLive(block) {
    const part = (name) => (block.split("\n").find((l) => l.startsWith(name + ":")) || "").slice(name.length + 1).trim();
    if (!part("data")) return;
    const [name, id, values] = [part("event"), Number(part("id")), JSON.parse(part("data"))];
    const words = w();
    if (id && id <= kept.heard) return;
    if (id) kept.heard = id;
    const add = (turn) => kept.turns.push({ id: "line-" + id, state: "done", text: "", ...turn });
    if (name === "state") kept.held = values;
    if (name === "typing") return typesNow(values.name);
    if (name === "joined") add({ kind: "note", text: fill(words.joined, values) });
    if (name === "left") add({ kind: "note", text: values.name ? fill(words.left, values) : words.back, ends: Boolean(values.name) });
    if (name === "message") {
      add({ kind: "person", name: values.name, text: values.text });
      announce(values.name + ": " + values.text);
      if (!kept.opened) ui.launch.classList.add("news");
      tell("message", { from: "person", name: values.name, text: values.text });
    }
    save();
    paint();
    if (id) ui.talk.scrollTop = ui.talk.scrollHeight;
  }

  function typesNow(name) {
    let line = ui.talk.querySelector(".typing");
    if (!line) ui.talk.append(line = el("p", { class: "typing" }, el("span", { class: "dots" }, el("i"), el("i"), el("i")), fill(w().typing, { name })));
    ui.talk.scrollTop = ui.talk.scrollHeight;
    clearTimeout(hush);
    hush = setTimeout(() => { const old = ui.talk.querySelector(".typing"); if (old) old.remove(); }, 4000);
  }

  let toldTyping = 0;
  function typesHere() {
    if (!kept.held || kept.held.held_by !== "person" || Date.now() - toldTyping < 2500) return;
    toldTyping = Date.now();
    call(here("/typing")).catch(() => null);
  }

  function drawHeld() {
    ui.held.hidden = !isHeld();
    if (!isHeld()) { ui.held.replaceChildren(); ui.held.shows = ""; return; }
    const words = w();
    const { held_by: by, name, on_duty: duty, ahead } = kept.held;
    const shows = [by, name, duty, ahead, kept.left].join("/");
    if (ui.held.shows === shows) return; // what is being typed there stays
    ui.held.shows = shows;
    const said = by === "person" ? fill(words.here, { name }) : !duty ? words.nobody : words.waiting + (ahead ? " " + fill(words.ahead, { n: ahead }) : "");
    const box = el("input", { type: "text", maxlength: 254, "aria-label": words.address, placeholder: words.address, autocomplete: "email" });
    const ask = el("form", { class: "ask", on: { submit: async (event) => {
      event.preventDefault();
      const answer = await call(here("/address"), { body: { address: box.value.trim() } }).catch(() => null);
      if (!answer || !answer.ok) { box.setAttribute("aria-invalid", "true"); announce(words.failed); box.focus(); return; }
      kept.left = kept.session;
      save();
      drawHeld();
      announce(words.leftAddress);
    } } }, box, el("button", { type: "submit", text: words.leave }));
    const gone = kept.left === kept.session;
    ui.held.replaceChildren(
      el("p", {}, by === "waiting" && gone ? words.leftAddress : said, el("button", { type: "button", text: words.alone, on: { click: alone } })),
      ...(by === "waiting" && !duty && !gone ? [ask] : []));
  }

  function asksRating() {
    const last = kept.turns[kept.turns.length - 1];
    return last && kept.turns.length > 2 && !kept.rated && last.state === "done" && (last.ends || ["thanks", "bye"].includes(last.intent));
  }

  function rating() {
    const words = w();
    const box = el("div", { class: "rate" }, el("p", { text: words.helped }), el("div", { role: "group", "aria-label": words.helped }, ...[1, 2, 3, 4, 5].map((n) =>
      el("button", { type: "button", text: String(n), "aria-label": fill(words.of5, { n }), on: { click: async () => {
        const answer = await call(here("/rating"), { body: { rating: n } }).catch(() => null);
        if (!answer || !answer.ok) { announce(words.failed); return; }
        kept.rated = n;
        save();
        box.replaceChildren(el("p", { role: "status", text: words.thanks }));
        ui.box.focus();
      } } }))));
    return box;
  }

  const announce = (words) => { ui.status.textContent = words; };

  // ---- what people press ---------------------------------------------------------------------------------------------

  function grow() {
    if (ui.box.value.trim()) typesHere();
    ui.box.style.height = "auto";
    ui.box.style.height = Math.min(ui.box.scrollHeight, 120) + "px";
  }

  function typed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  }

  function submit() {
    const text = ui.box.value.trim();
    if (!text) return;
    ui.box.value = "";
    toldTyping = 0;
    grow();
    send(text);
  }

  function within(event) { // the keyboard stays in the dialog until it is closed
    event.stopPropagation(); // the page's own shortcuts are not meant here
    if (event.key === "Escape") close();
    if (event.key !== "Tab") return;
    const stops = [...ui.panel.querySelectorAll("a[href], button:not(:disabled), input, textarea, [tabindex='0']")].filter((one) => one.getClientRects().length);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const at = root.activeElement;
    if (event.shiftKey ? at === first : at === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }

  // ---- for the page --------------------------------------------------------------------------------------------------

  const listeners = {};
  let ready = false;

  function tell(name, detail) {
    let kept_going = true;
    for (const fn of listeners[name] || []) {
      try { if (fn(detail) === false) kept_going = false; } catch (error) { setTimeout(() => { throw error; }); }
    }
    return kept_going;
  }

  function on(name, fn) {
    (listeners[name] = listeners[name] || []).push(fn);
    if (name === "ready" && ready) fn({});
    if (ui.all) shown();
    return () => { listeners[name] = listeners[name].filter((one) => one !== fn); };
  }

  function open() {
    if (kept.opened) return;
    kept.opened = true;
    save();
    shown();
    down();
    ui.box.focus();
    tell("open", {});
  }

  function close() {
    if (!kept.opened) return;
    kept.opened = false;
    save();
    shown();
    ui.launch.focus();
    tell("close", {});
  }

  function send(text) {
    const said = String(text).trim().slice(0, 2000);
    if (!said) return "";
    if (!kept.opened) open();
    tell("message", { from: "shopper", text: said });
    return begin({ text: said });
  }

  function reset() {
    if (line) line.abort();
    if (hearing) hearing.abort();
    kept = { ...kept, session: token(), turns: [], held: null, heard: 0, rated: 0 };
    save();
    paint();
    wake();
    if (kept.opened) ui.box.focus();
  }

  let cart = null; // the page's, as it told it last

  function setContext(values) {
    const { product_id, cart: inside } = values || {};
    context.product_id = String(product_id || "");
    if (!kept.turns.length) paint();
    if (Array.isArray(inside)) filled(cart = inside.map((line) => ({ product_id: String(line.product_id), quantity: Number(line.quantity) || 1 })));
  }

  function filled(lines) { // the page's own cart, so that the assistant speaks of the same; told when it changes
    const said = JSON.stringify(lines);
    if (said === kept.cart) return;
    kept.cart = said;
    call("cart", { method: "PUT", body: { lines } }).then((answer) => { if (!answer.ok) throw refusal(answer); }).catch(() => { kept.cart = ""; });
    save();
  }

  window.Shopguide = Object.freeze({
    open, close, send, reset, on, setUser,
    setContext,
    setLocale: (name) => { kept.locale = String(name).toLowerCase().startsWith("zh") ? "zh" : "en"; save(); draw(); },
  });

  function start() {
    draw();
    document.body.append(host);
    tint();
    if (kept.opened && matchMedia("(max-width: 560px)").matches) { kept.opened = false; shown(); } // a phone shows the page first
    if (given.open !== undefined && !kept.opened) open();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tint);
    new MutationObserver(tint).observe(document.documentElement, { attributes: true, attributeFilter: ["class", "style", "data-theme"] });
    addEventListener("online", () => wake());
    addEventListener("storage", (event) => { // another tab of the same shop went on with the conversation
      if (event.key !== KEY || pumping) return;
      const opened = kept.opened;
      kept = { ...kept, ...read(), opened };
      paint();
    });
    if (pass && Date.now() - (kept.passed || 0) > 864e5) renew(); // once a day, so that it lasts
    ready = true;
    tell("ready", {});
    dispatchEvent(new CustomEvent("shopguide:ready"));
    pump(); // what a page change or a closed tab cut off
    if (isHeld()) listen();
  }

  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
