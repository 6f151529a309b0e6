/* What HTML cannot do alone. Every page works without it, except where it says so. */
"use strict";

/* A picture that is still being made answers 503; ask again, more and more patiently. */
document.addEventListener("error", (event) => {
  const image = event.target;
  if (!(image instanceof HTMLImageElement)) return;
  const tries = Number(image.dataset.tries || 0);
  if (tries >= 6) return;
  image.dataset.tries = tries + 1;
  setTimeout(() => { const source = image.src; image.src = ""; image.src = source; }, 500 * 2 ** tries);
}, true);

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
