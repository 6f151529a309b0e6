/* What HTML cannot do alone. Every page works without it, except where it says so. */
"use strict";

document.documentElement.classList.add("js");

/* A picture that is still being made answers 503; ask again, more and more patiently. */
document.addEventListener("error", (event) => {
  const image = event.target;
  if (!(image instanceof HTMLImageElement)) return;
  const tries = Number(image.dataset.tries || 0);
  if (tries >= 6) return;
  image.dataset.tries = tries + 1;
  setTimeout(() => { const source = image.src; image.src = ""; image.src = source; }, 500 * 2 ** tries);
}, true);

/* Outlines wait for the picture they belong to. */
const ready = (image) => image.closest(".cut")?.classList.add("ready");
document.addEventListener("load", (event) => { if (event.target instanceof HTMLImageElement) ready(event.target); }, true);
document.querySelectorAll(".cut img").forEach((image) => { if (image.complete && image.naturalWidth) ready(image); });

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-help]")) Berkas.help();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

/* Shared by the pages' own scripts. */
const Berkas = {
  /* Keys work unless somebody types, a dialog is open, or they have been switched off (WCAG 2.1.4). */
  keys(actions) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
      if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
      if (localStorage.getItem("no-keys") && event.key !== "?") return;
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action(event);
    });
  },
  help() {
    const dialog = document.getElementById("pintasan");
    if (!dialog) return;
    const off = document.getElementById("pintasan-mati");
    off.checked = Boolean(localStorage.getItem("no-keys"));
    off.onchange = () => off.checked ? localStorage.setItem("no-keys", "1") : localStorage.removeItem("no-keys");
    dialog.showModal();
  },
  /* Ask for a reason; the promise gives it, or null. */
  reason(act, number) {
    const dialog = document.getElementById("alasan");
    const title = dialog.querySelector("h2");
    title.textContent = number > 1 ? `${title.dataset[act]} (${number})` : title.dataset[act];
    dialog.returnValue = "";
    dialog.querySelector("textarea").value = "";
    dialog.showModal();
    return new Promise((resolve) => dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes" ? dialog.querySelector("textarea").value : null);
    }, { once: true }));
  },
};
