/* Antrean by keyboard: j/k, Enter, x, a, r. The list may be swapped at any moment; what is chosen and where we are survives it. */
"use strict";
(() => {
  const links = () => [...document.querySelectorAll(".paper h2 a")];
  const boxes = () => [...document.querySelectorAll("#pilihan input[name=id]")];
  let at = -1;
  let chosen = new Set();

  const here = () => document.activeElement?.closest?.(".paper");
  const focus = (index) => {
    const all = links();
    if (!all.length) return;
    at = Math.min(Math.max(index, 0), all.length - 1);
    all[at].focus();
    all[at].closest(".paper").scrollIntoView({ block: "nearest" });
  };
  const index = () => here() ? links().findIndex((link) => here().contains(link)) : at;

  const count = () => {
    const number = boxes().filter((box) => box.checked).length;
    const badge = document.querySelector("[data-chosen]");
    if (badge) { badge.hidden = !number; badge.textContent = number; }
    const all = document.querySelector("[data-all]");
    if (all) { all.checked = number > 0 && number === boxes().length; all.indeterminate = number > 0 && !all.checked; }
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
    if (event.target.matches("[data-all], #pilihan input")) count();
  });
  document.addEventListener("focusin", () => { if (here()) at = index(); });

  const ticked = () => boxes().filter((box) => box.checked).map((box) => box.value);
  /* By key: the chosen ones, or the one we stand on. */
  const meant = () => {
    const row = here() ?? links()[at]?.closest(".paper");
    return ticked().length || !row ? ticked() : [row.dataset.paper];
  };
  const send = (act, ids, why) => {
    const form = document.getElementById("pilihan");
    if (!form) return;
    htmx.ajax("POST", form.getAttribute("hx-post"), {
      source: form, target: "#daftar-antrean", swap: "outerHTML", values: { act, why: why ?? "", id: ids },
    });
  };
  const main = () => document.getElementById("tombol-utama")?.value;
  const sendWithReason = async (ids, back) => {
    const act = document.getElementById("tombol-alasan")?.dataset.reason;
    if (!act) return;
    if (!ids.length) { send(act, ids); return; }
    const why = await Berkas.reason(act, ids.length);
    back?.();
    if (why) send(act, ids, why);
  };

  /* A list that comes anew takes the button away from under whoever pressed it. */
  let pressed = "";
  document.addEventListener("click", (event) => {
    pressed = event.target.closest("#tombol-utama, #tombol-alasan")?.id ?? (event.target.closest("dialog") ? pressed : "");
    if (event.target.closest("[data-reason]")) sendWithReason(ticked());
  });

  Berkas.keys({
    j: () => focus(index() + 1),
    k: () => focus(index() - 1),
    x: () => { const box = here()?.querySelector("input[name=id]"); if (box) { box.checked = !box.checked; count(); } },
    a: () => { pressed = ""; if (main()) send(main(), meant()); },
    r: () => { pressed = ""; const stood = index(); sendWithReason(meant(), () => focus(stood)); },
    "?": () => Berkas.help(),
  });

  let hadFocus = false;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "daftar-antrean") return;
    hadFocus = Boolean(here()) || document.activeElement === document.body;
    const verb = event.detail.requestConfig.verb;
    chosen = new Set(verb === "get" ? boxes().filter((box) => box.checked).map((box) => box.value) : []);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!document.getElementById("daftar-antrean")) return;
    boxes().forEach((box) => { if (chosen.has(box.value)) box.checked = true; });
    count();
    if (pressed && event.detail.requestConfig?.verb === "post") { document.getElementById(pressed)?.focus(); pressed = ""; return; }
    if (hadFocus && at >= 0 && !here() && event.detail.target?.id === "daftar-antrean") focus(at);
  });

  /* The line is cut: say so, and take it back when it is there again. */
  const cut = (is) => { const note = document.getElementById("putus"); if (note) note.hidden = !is; };
  document.addEventListener("htmx:sendError", () => cut(true));
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500) cut(true); });
  document.addEventListener("htmx:afterOnLoad", () => cut(false));
})();
