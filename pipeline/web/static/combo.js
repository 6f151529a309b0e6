/* Choosing a code from a list that follows the typing (the combobox pattern of the WAI-ARIA practices). */
"use strict";
(() => {
  const input = document.getElementById("f-code");
  const list = document.getElementById("l-code");
  if (!input || !list) return;
  let at = -1;
  const options = () => [...list.querySelectorAll("[data-value]")];
  const open = (is) => {
    list.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
    if (!is) { at = -1; input.removeAttribute("aria-activedescendant"); }
    else list.scrollIntoView({ block: "nearest" });
  };
  const mark = (index) => {
    const all = options();
    if (!all.length) return;
    at = (index + all.length) % all.length;
    all.forEach((one, number) => one.setAttribute("aria-selected", String(number === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const choose = (option) => {
    input.value = option.dataset.value;
    open(false);
    const category = document.getElementById("f-category");
    if (category && !category.value && option.dataset.category) category.value = option.dataset.category;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* While the list is open a change is not yet a choice: it would be saved half typed. */
  input.addEventListener("change", (event) => { if (!list.hidden) event.stopPropagation(); });
  list.addEventListener("htmx:afterSwap", () => { if (document.activeElement === input) { open(true); at = -1; } });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) { if (options().length) open(true); else htmx.trigger(input, "input"); }
      mark(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (at >= 0) choose(options()[at]); else { open(false); input.dispatchEvent(new Event("change", { bubbles: true })); }
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    }
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[data-value]");
    if (option) choose(option);
  });
  input.addEventListener("blur", () => {
    if (list.hidden) return;
    open(false);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
