// Values under the pointer: each chart has invisible columns that know their day's figures.
(() => {
  const { one, all } = window.staff;
  const tip = one(".tip");
  const hide = () => { tip.hidden = true; };
  all(".spot").forEach((spot) => {
    spot.addEventListener("pointermove", (event) => {
      const day = document.createElement("b");
      day.textContent = spot.dataset.label;
      tip.replaceChildren(day, spot.dataset.values);
      tip.hidden = false;
      const { width, height } = tip.getBoundingClientRect();
      tip.style.left = Math.min(event.clientX + 14, innerWidth - width - 8) + "px";
      tip.style.top = Math.max(8, event.clientY - height - 12) + "px";
    });
    spot.addEventListener("pointerleave", hide);
  });
  addEventListener("scroll", hide, { passive: true });
})();
