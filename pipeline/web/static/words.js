/* Click a word on the page, or drag over several: they go into the field one stands in. With Shift or Ctrl they are added to it. */
"use strict";
(() => {
  const pages = document.getElementById("halaman");
  const form = document.getElementById("isian");
  if (!pages || !form) return;
  const MONTHS = ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"];
  const known = new Map();

  const wordsOf = (page) => {
    if (!known.has(page)) {
      known.set(page, fetch(page.dataset.words, { credentials: "same-origin" }).then((answer) => answer.ok ? answer.json() : []).catch(() => []));
    }
    return known.get(page);
  };

  let field = document.getElementById("f-title");
  const stand = (input) => {
    form.querySelectorAll(".aimed").forEach((one) => one.classList.remove("aimed"));
    field = input;
    input.closest(".field").classList.add("aimed");
  };
  form.addEventListener("focusin", (event) => {
    if (event.target.closest(".field") && event.target.matches("input, textarea, select")) stand(event.target);
  });
  stand(field);

  /* Where on the page, in ten-thousandths, however it has been turned. */
  const place = (page, event) => {
    const area = page.querySelector("img").getBoundingClientRect();
    const across = (event.clientX - area.left) / area.width * 10000;
    const down = (event.clientY - area.top) / area.height * 10000;
    const upright = { 90: [down, 10000 - across], 180: [10000 - across, 10000 - down], 270: [10000 - down, across] };
    return upright[page.querySelector(".sheet").dataset.angle] ?? [across, down];
  };
  const at = (words, [x, y]) => {
    let best = -1;
    let least = 150;
    words.forEach(([, left, top, right, bottom], index) => {
      const away = Math.max(left - x, 0, x - right) + Math.max(top - y, 0, y - bottom);
      if (away < least) { least = away; best = index; }
    });
    return best;
  };

  let drag = null;
  const show = () => {
    const [from, to] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    const boxes = drag.from < 0 ? [] : drag.words.slice(from, to + 1).map((word) => word.slice(1));
    BerkasDraw(drag.page.querySelector(".picked"), boxes);
  };
  pages.addEventListener("pointerdown", async (event) => {
    const page = event.target.closest(".page");
    if (!page || event.button !== 0 || !event.target.closest(".sheet")) return;
    event.preventDefault();
    const start = place(page, event);
    const mine = { page, words: [], from: -1, to: -1, add: event.shiftKey || event.ctrlKey, start };
    drag = mine;
    mine.words = await wordsOf(page);
    mine.from = at(mine.words, start);
    mine.to = mine.end ? Math.max(at(mine.words, mine.end), mine.from) : mine.from;
    if (mine.done) finish(mine); else if (drag === mine) show();
  });
  pages.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.end = place(drag.page, event);
    if (drag.from < 0) return;
    const to = at(drag.words, drag.end);
    if (to >= 0 && to !== drag.to) { drag.to = to; show(); }
  });
  document.addEventListener("pointerup", () => {
    if (!drag) return;
    const mine = drag;
    drag = null;
    mine.done = true;
    if (mine.words.length) finish(mine);
  });
  const letGo = () => {
    if (drag) BerkasDraw(drag.page.querySelector(".picked"), []);
    drag = null;
  };
  /* The finger has begun to scroll: what it lies on was not meant, nor is the next button it touches. */
  document.addEventListener("pointercancel", letGo);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") letGo(); });

  const finish = (mine) => {
    if (mine.from < 0) return;
    const [from, to] = [Math.min(mine.from, mine.to), Math.max(mine.from, mine.to)];
    const text = mine.words.slice(from, to + 1).map((word) => word[0]).join(" ");
    put(text, mine.add);
    setTimeout(() => BerkasDraw(mine.page.querySelector(".picked"), []), 1200);
  };

  const put = (text, add) => {
    const wanted = fit(text);
    if (wanted === null) return;
    field.value = add && field.type !== "date" && field.value ? `${field.value} ${wanted}` : wanted;
    field.focus({ preventScroll: true });
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  /* What a field can hold of it. */
  const fit = (text) => {
    if (field.type === "date") return day(text);
    if (field.tagName === "SELECT") {
      const option = [...field.options].find((one) => one.text.toLowerCase() === text.toLowerCase());
      return option ? option.value : null;
    }
    return field.name === "title" ? text : text.replace(/[,;:]+$/, "");
  };
  const day = (text) => {
    const found = /(\d{1,2})\s+([A-Za-z]{3,})\s+(\d{4})/.exec(text) ?? /(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/.exec(text);
    if (!found) return null;
    const month = /\d/.test(found[2]) ? Number(found[2]) : MONTHS.indexOf(found[2].slice(0, 3).toLowerCase().replace("agt", "agu").replace("nop", "nov")) + 1;
    if (month < 1 || month > 12) return null;
    return `${found[3]}-${String(month).padStart(2, "0")}-${found[1].padStart(2, "0")}`;
  };
})();
