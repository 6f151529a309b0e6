/* Unggah: drag and drop, one file after the other, with progress, cancel and retry. Without it the form works as any form does. */
"use strict";
(() => {
  const form = document.getElementById("unggah");
  const list = document.getElementById("terkirim");
  if (!form || !list) return;
  const input = form.querySelector("input[type=file]");
  const words = list.dataset;
  const most = Number(form.dataset.most);
  const waiting = [];
  let busy = false;

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button"; made.className = "quiet"; made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const line = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "name"; name.textContent = file.name;
    item.append(name);
    list.append(item);
    return item;
  };
  /* What a line says, and its button. Whoever stood on the button before stands on this one. */
  const say = (item, text, ...after) => {
    const stood = item.contains(document.activeElement);
    item.querySelectorAll(":scope > :not(.name)").forEach((old) => old.remove());
    const why = document.createElement("span");
    why.className = "why"; why.textContent = text;
    item.append(why, ...after);
    if (stood) item.querySelector("button")?.focus();
  };
  const failed = (job, text) => {
    job.item.className = "bad";
    say(job.item, text, button(words.retry, () => { job.item.className = ""; add(job); }));
  };

  const add = (job) => {
    if (job.file.size > most) { job.item.className = "bad"; say(job.item, words.toobig); return; }
    waiting.push(job);
    say(job.item, words.waiting, button(words.cancel, () => { waiting.splice(waiting.indexOf(job), 1); failed(job, words.cancelled); }));
    next();
  };
  const next = () => {
    if (busy || !waiting.length) return;
    busy = true;
    send(waiting.shift());
  };
  const send = (job) => {
    const request = new XMLHttpRequest();
    const bar = document.createElement("progress");
    bar.max = 100; bar.value = 0; bar.setAttribute("aria-label", job.file.name);
    say(job.item, "", bar, button(words.cancel, () => request.abort()));
    const over = (act) => () => { busy = false; act(); next(); };
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total * 100; });
    request.addEventListener("abort", over(() => failed(job, words.cancelled)));
    request.addEventListener("error", over(() => failed(job, words.cut)));
    request.addEventListener("load", over(() => {
      if (request.status === 200 || request.status === 413 || request.status === 400) {
        const holder = document.createElement("template");
        holder.innerHTML = request.responseText;
        const fresh = [...holder.content.children];
        job.item.replaceWith(...fresh);
        fresh.forEach((one) => htmx.process(one));
      } else if (request.status === 507) {
        const holder = document.createElement("template");
        holder.innerHTML = request.responseText;
        failed(job, holder.content.querySelector(".why")?.textContent ?? words.cut);
      } else failed(job, words.cut);
    }));
    const body = new FormData();
    body.append("file", job.file);
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    request.send(body);
  };
  const take = (files) => [...files].forEach((file) => add({ file, item: line(file) }));

  form.addEventListener("submit", (event) => { event.preventDefault(); take(input.files); form.reset(); });
  form.addEventListener("change", (event) => { if (event.target.files?.length) { take(event.target.files); event.target.value = ""; } });
  ["dragenter", "dragover"].forEach((kind) => form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); }));
  ["dragleave", "drop"].forEach((kind) => form.addEventListener(kind, () => form.classList.remove("over")));
  form.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
})();
