"""Makes docs/screenshots anew: every page in both languages, light and dark, on a desk and on a telephone.

Run by hand from the top of the repository: ``python -m tests.web.screenshots``, with names of pages to make only theirs. It makes a
training home of its own, reads the training papers, decides some of them, and throws the home away.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipeline import home as homes
from pipeline.catalogue import database
from pipeline.document import Actor, Role, Status
from tests.web.browsing import attending, chromium, log_in, serving

TARGET = Path(__file__).parents[2] / "docs" / "screenshots"
DESK, TELEPHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 720}
SEEN = """() => [...document.images].every(image => {
    const place = image.getBoundingClientRect();
    return place.top > innerHeight || place.bottom < 0 || (image.complete && image.naturalWidth > 0);
})"""
"""Every picture in the window is there."""
PEOPLE = (("siti", Role.DESK), ("budi", Role.PPID), ("admin", Role.ADMIN))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = homes.make_home(Path(folder) / "home", training=True)
        database.set_up(home.root)
        database.use(home.catalogue)
        database.migrate()
        from pipeline.records import lifecycle
        from pipeline.worker import worker as home_worker

        with home_worker.working(home, lifecycle.machine_actor("up")) as worker, attending(worker):
            reviewed, filed = prepare(worker)
            with serving(worker) as base, chromium() as browser:
                for language in ("id", "en"):
                    for scheme in ("light", "dark"):
                        for device, size in (("desk", DESK), ("phone", TELEPHONE)):
                            shoot(browser, base, language, scheme, device, size, reviewed, filed)


def prepare(worker: Any) -> tuple[str, str]:
    """Read the training papers, file some, leave some; the record to be reviewed and the one that was filed."""
    from pipeline.catalogue import models
    from pipeline.records import lifecycle, people
    from pipeline.training.papers import training_papers

    home = worker.home
    for name, role in PEOPLE:
        people.add(home, Actor("root", None, door="cli"), name, role)
        people.set_password(name, f"kenanga-2024-{name}")
    for name, data in training_papers():
        half = home.inbox / f".{name}.part"
        half.write_bytes(data)
        half.rename(home.inbox / name)
    import time

    while models.Record.objects.filter(status=Status.QUEUED).count() < 14:
        time.sleep(1)
    worker.wait_until_idle(60)
    siti, budi = people.get_actor("siti", "web"), people.get_actor("budi", "web")
    rows = [row.record() for row in models.Record.objects.order_by("pk")]
    ready = [one for one in rows if one.facts.code and one.facts.category and one.facts.category not in {"dikecualikan_usul"}]
    letter = next(one for one in ready if one.file == "sosialisasi-pendidikan-pemilih.pdf")
    rest = [one for one in ready if one is not letter]
    for one in [letter, *rest[:6]]:
        lifecycle.verify(home, one.id, siti)
    for one in [letter, *rest[:3]]:
        lifecycle.ratify(home, one.id, budi)
    lifecycle.return_to_desk(home, rest[4].id, budi, "Tanggal pada naskah berbeda dengan isian. Mohon diperiksa lagi.")
    (home.inbox / "pindaian-terputus.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    worker.wait_until_idle(60)
    time.sleep(3)
    return next(one.id for one in rest[6:] if one.file.endswith((".jpg", ".pdf", ".tif"))), letter.id


def shoot(browser: Any, base: str, language: str, scheme: str, device: str, size: dict, reviewed: str, filed: str) -> None:
    """Every page in one language, scheme and size."""
    pages = {
        "masuk": ("", "/masuk/"),
        "beranda": ("siti", "/"),
        "antrean": ("siti", "/antrean/"),
        "periksa": ("siti", f"/berkas/{reviewed}/"),
        "cari": ("siti", "/cari/?q=pemilih&di=semua"),
        "putuskan-ulang": ("budi", f"/berkas/{filed}/"),
        "jatuh-tempo": ("budi", "/jatuh-tempo/?pada=2031-12-31"),
        "arsip": ("siti", f"/berkas/{filed}/?q=pemilih"),
        "unggah": ("siti", "/unggah/"),
        "daftar": ("siti", "/daftar/"),
        "buku-rekap": ("siti", "/buku-rekap/"),
        "orang": ("admin", "/orang/"),
    }
    contexts: dict[str, Any] = {}
    for name, (person, path) in pages.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        if person not in contexts:
            context = browser.new_context(viewport=size, color_scheme=scheme, locale="id-ID" if language == "id" else "en-GB")
            context.add_cookies([{"name": "django_language", "value": language, "url": base}])
            contexts[person] = context.new_page()
            if person:
                log_in(contexts[person], base, person)
        page = contexts[person]
        page.goto(base + path)
        if name == "periksa":
            page.focus("#f-number")
        if name == "putuskan-ulang":
            page.click("#pilihan summary >> nth=0")
            page.select_option("#f-category", "setiap_saat" if page.input_value("#f-category") == "berkala" else "berkala")
            page.wait_for_selector("#akibat ins")
            page.evaluate("() => document.querySelector('#akibat').scrollIntoView({block: 'end'})")
        page.wait_for_timeout(1200)
        page.wait_for_function(SEEN, timeout=30_000)
        keep(page.screenshot(), TARGET / f"{name}-{language}-{scheme}-{device}.webp")
    for page in contexts.values():
        page.context.close()


def keep(png: bytes, path: Path) -> None:
    """Store a picture small."""
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(png)).convert("RGB").save(path, "WEBP", quality=72, method=6)


if __name__ == "__main__":
    main()
