// The storefront's script: light or dark, a product's variants, and the cart of this visitor, whom a cookie names that the
// assistant goes by too, so that it and the shop speak of the same cart.
(() => {
  const kept = {
    get: (name) => { try { return localStorage.getItem("shop-" + name) || ""; } catch { return ""; } },
    set: (name, value) => { try { localStorage.setItem("shop-" + name, value); } catch { /* private window */ } },
  };
  if (kept.get("theme")) document.documentElement.dataset.theme = kept.get("theme");
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const say = (words) => { one("#status").textContent = words; };

  async function cart(wish = {}) {
    const answer = await fetch("/demo/cart", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ lang: document.body.dataset.lang, ...wish }),
    });
    if (!answer.ok) throw new Error("The cart answered " + answer.status);
    const now = await answer.json();
    draw(now);
    return now;
  }

  function draw({ count, lines, total }) {
    const [badge, opener, dialog] = [one("[data-count]"), one('[data-act="cart"]'), one("#cart")];
    badge.textContent = count;
    badge.hidden = !count;
    opener.setAttribute("aria-label", fill(opener.dataset.words, { n: count }));
    one("ul", dialog).replaceChildren(...lines.map(line));
    one(".none", dialog).hidden = lines.length > 0;
    one(".sum", dialog).hidden = !lines.length;
    one(".sum b", dialog).textContent = total;
  }

  function line({ id, title, pieces, price, image }) {
    const item = one("#cart template").content.firstElementChild.cloneNode(true);
    one("img", item).src = image;
    one("a", item).textContent = title;
    one("a", item).href = "/demo/products/" + encodeURIComponent(id);
    one("small", item).textContent = pieces + " × " + price;
    const remove = one("button", item);
    remove.dataset.id = id;
    remove.setAttribute("aria-label", fill(remove.dataset.words, { title }));
    return item;
  }

  const acts = {
    theme: () => {
      const dark = getComputedStyle(document.documentElement).colorScheme.includes("dark");
      kept.set("theme", dark ? "light" : "dark");
      document.documentElement.dataset.theme = kept.get("theme");
    },
    language: (link) => kept.set("locale", link.lang),
    cart: () => { one("#cart").showModal(); cart().catch(() => undefined); },
    shut: () => one("#cart").close(),
    remove: (button) => cart({ remove: button.dataset.id }).catch(() => undefined),
    ask: () => (window.Shopguide ? window.Shopguide.open() : location.assign("/")),
  };

  // ---- a product's page --------------------------------------------------------------------------------------------

  function product() {
    const form = one("#buy");
    if (!form) return cart();
    const variants = JSON.parse(one("#variants").textContent);
    const fields = all("fieldset", form).map((field) => field.dataset.name);
    const chosen = () => Object.fromEntries(fields.map((name) => [name, form.elements[name].value]));
    const fits = (variant, wish) => fields.every((name) => !wish[name] || variant.chosen[name] === wish[name]);
    const picked = () => variants.find((variant) => fits(variant, chosen()));
    const check = (variant) => fields.forEach((name) => {
      const input = all(`input[name="${CSS.escape(name)}"]`, form).find((radio) => radio.value === variant.chosen[name]);
      if (input) input.checked = true;
    });
    const show = (changed) => {
      // A colour that does not come in the chosen size takes the nearest variant that there is of it.
      if (changed && !picked()) check(variants.find((variant) => variant.chosen[changed] === chosen()[changed]));
      const variant = picked();
      if (variant) variantShown(variant, form);
      const wish = chosen();
      fields.forEach((name) => all(`input[name="${CSS.escape(name)}"]`, form).forEach((radio) => {
        const there = variants.some((v) => !v.gone && fits(v, { ...wish, [name]: radio.value }));
        radio.closest(".option").classList.toggle("gone", !there);
      }));
    };
    if (variants.length && fields.length) {
      check(variants.find((variant) => !variant.gone) || variants[0]);
      show();
      form.addEventListener("change", (event) => { if (fields.includes(event.target.name)) show(event.target.name); });
    }
    form.addEventListener("submit", (event) => { event.preventDefault(); add(form); });
    return cart({ seen: one(".product").dataset.id });
  }

  function variantShown(variant, form) {
    const [picture, stock, now, button] = [one("#picture"), one("#stock"), one(".buy .price .now"), one(".firm", form)];
    if (picture && variant.image && picture.getAttribute("src") !== variant.image) picture.src = variant.image;
    if (now) now.textContent = variant.price || one(".buy .price").dataset.price;
    const few = variant.stock && variant.stock <= 5;
    stock.className = "stock " + (variant.gone ? "" : few ? "few" : "plenty");
    stock.textContent = variant.gone ? stock.dataset.gone : few ? fill(stock.dataset.few, { n: variant.stock }) : stock.dataset.plenty;
    button.disabled = variant.gone;
    button.textContent = variant.gone ? button.dataset.gone : button.dataset.add;
  }

  async function add(form) {
    const button = one(".firm", form);
    const quantity = Math.min(99, Math.max(1, Number(form.elements.quantity.value) || 1));
    button.disabled = true;
    const done = await cart({ add: one(".product").dataset.id, quantity }).then((now) => now.done, () => false);
    button.disabled = false;
    button.textContent = done ? button.dataset.added : button.dataset.failed;
    say(button.textContent);
    setTimeout(() => { if (!button.disabled) button.textContent = button.dataset.add; }, 2500);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.addEventListener("click", (event) => {
      const pressed = event.target.closest("[data-act]");
      if (pressed && acts[pressed.dataset.act]) acts[pressed.dataset.act](pressed);
      if (event.target.id === "cart") event.target.close(); // outside its box
    });
    all(".pic img").forEach((img) => {
      if (img.complete && !img.naturalWidth && img.currentSrc) img.remove(); // the drawn placeholder lies underneath
      else img.addEventListener("error", () => img.remove(), { once: true });
    });
    Promise.resolve(product()).catch(() => undefined);
    const quietly = (wish) => cart(wish).catch(() => undefined);
    const listen = () => {
      // What the assistant itself puts in or takes out is in the cart already: this is the same cart.
      window.Shopguide.on("add_to_cart", ({ product_id, quantity, by }) => { quietly(by === "assistant" ? {} : { add: product_id, quantity }); });
      window.Shopguide.on("remove_from_cart", () => { quietly(); });
    };
    if (window.Shopguide) listen();
    else addEventListener("shopguide:ready", listen, { once: true });
  });
})();
