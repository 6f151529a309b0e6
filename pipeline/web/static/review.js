/* The paper beside the form: zoom, turn, and the evidence of a field outlined while one stands in it. */
"use strict";
(() => {
  const pages = document.getElementById("halaman");
  if (!pages) return;
  const SVG = "http://www.w3.org/2000/svg";

  let zoom = 1;
  const zoomTo = (wanted) => {
    zoom = Math.min(Math.max(wanted, 0.5), 4);
    pages.style.setProperty("--zoom", zoom);
  };
  /* A page on its side is as wide as it was before; above and below it takes the room that it then needs. */
  const turn = () => {
    const page = nearest();
    const sheet = page.querySelector(".sheet");
    const angle = (Number(sheet.dataset.angle || 0) + 90) % 360;
    sheet.dataset.angle = angle;
    const image = sheet.querySelector("img");
    const ratio = image.naturalWidth / image.naturalHeight || 0.7;
    const lies = angle % 180 !== 0;
    sheet.style.rotate = `${angle}deg`;
    sheet.style.scale = lies ? ratio : 1;
    sheet.style.marginBlock = lies ? `${(ratio - 1 / ratio) * 50}%` : 0;
    pages.scrollTo({ top: page.offsetTop - pages.offsetTop });
  };
  const nearest = () => {
    const top = pages.getBoundingClientRect().top;
    const all = [...pages.querySelectorAll(".page")];
    return all.find((page) => page.getBoundingClientRect().bottom > top + 80) ?? all[0];
  };
  const go = (step) => {
    const all = [...pages.querySelectorAll(".page")];
    const page = all[Math.min(Math.max(all.indexOf(nearest()) + step, 0), all.length - 1)];
    pages.scrollTo({ top: page.offsetTop - pages.offsetTop });
  };

  document.addEventListener("click", (event) => {
    const way = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (way) zoomTo(way === "in" ? zoom * 1.25 : way === "out" ? zoom / 1.25 : 1);
    if (event.target.closest("[data-turn]")) turn();
  });

  /* Evidence */
  const draw = (group, boxes) => group.replaceChildren(...boxes.map(([left, top, right, bottom]) => {
    const box = document.createElementNS(SVG, "rect");
    const air = 30;
    box.setAttribute("x", left - air); box.setAttribute("y", top - air);
    box.setAttribute("width", right - left + 2 * air); box.setAttribute("height", bottom - top + 2 * air);
    return box;
  }));
  const forget = () => pages.querySelectorAll(".evidence").forEach((group) => group.replaceChildren());
  document.addEventListener("focusin", (event) => {
    const field = event.target.closest?.(".field");
    if (!field) return;
    forget();
    if (!field.dataset.boxes) return;
    const page = document.getElementById(`halaman-${field.dataset.page}`);
    if (!page) return;
    const boxes = field.dataset.boxes.split(";").map((box) => box.split(",").map(Number));
    const group = page.querySelector(".evidence");
    draw(group, boxes);
    /* Bring it into view inside the viewer, never moving the form. */
    const area = pages.getBoundingClientRect();
    const at = group.getBoundingClientRect();
    if (at.top < area.top + 20 || at.bottom > area.bottom - 20) pages.scrollBy({ top: at.top - area.top - pages.clientHeight / 3 });
    if (at.left < area.left || at.right > area.right) pages.scrollBy({ left: at.left - area.left - 40 });
  });

  /* What could not be saved says so, and is tried again until it can. */
  const form = document.getElementById("isian");
  const unsaved = (event) => {
    if (event.target !== form) return;
    const told = document.getElementById("tersimpan");
    const said = document.createElement("span");
    said.className = "problem"; said.textContent = told.dataset.cut;
    if (told.textContent !== said.textContent) told.replaceChildren(said);
    setTimeout(() => htmx.trigger(form, "change"), 4000);
  };
  document.addEventListener("htmx:sendError", unsaved);
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500) unsaved(event); });

  /* The text that somebody asked for, below its page. */
  const read = pages.querySelector(".read");
  const toRead = () => pages.scrollTo({ top: read.offsetTop - pages.offsetTop - 120 });
  if (read) {
    toRead();
    const image = read.closest(".page").querySelector("img");
    if (!image.complete) image.addEventListener("load", toRead, { once: true });
  }

  /* Read again: the page that one looks at. */
  const again = document.getElementById("ulang");
  again?.addEventListener("toggle", () => { if (again.open) again.querySelector("[name=page]").value = nearest().dataset.page; });
  again?.addEventListener("keydown", (event) => { if (event.key === "Escape") { again.open = false; again.querySelector("summary").focus(); } });

  /* Done reading again: straight to what it says now, but not away from somebody who is typing. */
  document.addEventListener("berkas:read-again", () => {
    if (!document.activeElement?.closest("form")) document.getElementById("hasil-baca")?.click();
  });

  const press = (selector) => document.querySelector(selector)?.click();
  const aside = (selector) => {
    const details = document.querySelector(selector);
    if (!details) return false;
    details.open = true;
    details.querySelector("textarea").focus();
    return true;
  };
  Berkas.keys({
    a: () => press("#tombol-utama"),
    r: () => aside("#kembalikan") || aside("#sisihkan"),
    j: () => go(1),
    k: () => go(-1),
    "+": () => zoomTo(zoom * 1.25),
    "=": () => zoomTo(zoom * 1.25),
    "-": () => zoomTo(zoom / 1.25),
    "?": () => Berkas.help(),
  });

  window.BerkasDraw = draw;
})();
