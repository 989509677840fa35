// Correcting a turn: products by drag, by buttons or with the arrow keys on a button; words taken over by selecting them.
(() => {
  const { one, all, say } = window.staff;
  const order = one("[data-order]");
  const move = (row, step) => {
    const beside = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!beside) return;
    step < 0 ? beside.before(row) : beside.after(row);
    say(`Now place ${[...order.children].indexOf(row) + 1}`);
  };
  if (order) {
    order.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      move(button.closest("li"), Number(button.dataset.move));
      button.focus();
    });
    let held = null;
    order.addEventListener("dragstart", (event) => { held = event.target.closest("li"); held.classList.add("held"); });
    order.addEventListener("dragend", () => { if (held) held.classList.remove("held"); held = null; });
    order.addEventListener("dragover", (event) => {
      const over = event.target.closest("li");
      if (!held || !over || over === held) return;
      event.preventDefault();
      const box = over.getBoundingClientRect();
      event.clientY > box.top + box.height / 2 ? over.after(held) : over.before(held);
    });
  }
  const spans = one("[data-spans]"), asked = one("[data-asked]");
  if (spans && asked) {
    asked.addEventListener("mouseup", () => {
      const words = String(getSelection()).trim();
      if (!words || !asked.textContent.includes(words)) return;
      const row = all("li", spans).find((li) => !one("input", li).value) || spans.lastElementChild.cloneNode(true);
      if (!row.parentNode) spans.append(row);
      one("input", row).value = words;
      one("select", row).value = "";
      one("select", row).focus();
    });
  }
  const waits = one("[data-reload]");
  if (waits) setTimeout(() => location.reload(), Number(waits.dataset.reload));
})();
