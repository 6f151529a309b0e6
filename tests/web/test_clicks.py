"""Every action of a record's page, done as a person does it: the button is clicked in a real browser, and its outcome seen on the
page and in the home. The actions of the other pages: ``test_batch_clicks`` and ``test_clicks_elsewhere``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.builders.bad import locked_pdf
from tests.web.browsing import stored

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="needs Chromium")]


@dataclass(frozen=True)
class Action:
    """One button: who clicks it, on what, what is filled in first, and what is then so."""

    who: str
    button: str
    """As a selector."""
    fill: dict[str, str]
    """Selector → what is typed, chosen, or (empty) ticked."""
    said: str
    """What the page then says."""
    status: str = ""
    act: str = ""
    """The state of the paper, and the last act of its history, after it."""
    given: str = "queued"
    """The state of the paper before it."""
    facts: tuple[tuple[str, str], ...] = ()
    prepare: Callable[..., Any] | None = None


def rahma() -> Any:
    from pipeline.records import people

    return people.get_actor("rahma", "web")


def a_sheet(site, paper):
    from pipeline.records import exemptions

    exemptions.write_consequence_test(site.home, paper, rahma(), basis="h", harm="rugi", benefit="kecil", until="2099-01-01")


def a_hold(site, paper):
    from pipeline.records import holds

    holds.hold(site.home, paper, "audit", rahma(), "diperiksa")


def transferred(site, paper):
    from pipeline.records import transfers

    transfers.transfer(site.home, paper, rahma())


def locked(site, _paper):
    from pipeline import intake

    name, data = locked_pdf()
    file = site.home.root / name
    file.write_bytes(data)
    taken = site.worker.take(intake.claim_copy(site.home.inbox, file))
    assert site.worker.wait_until_idle(60)
    return taken.record_id


def set_aside(site, paper):
    from pipeline.records import set_aside as record_set_aside

    record_set_aside.set_aside(site.home, paper, rahma(), "kosong")


USUL = (("category", "dikecualikan_usul"),)
ENDED = (("code", "TU.01.2"), ("date", "2020-01-02"))
ON_RECORD = {
    "verify": Action("siti", "#isian [value=verify]", {"#f-title": "Judul baru"}, "Diperiksa", "verified", "verify"),
    "return": Action(
        "budi",
        "#kembalikan button",
        {"#kembalikan textarea": "salah kode"},
        "Dikembalikan ke Desk",
        "returned",
        "return",
        given="verified",
    ),
    "set aside": Action("siti", "#sisihkan button", {"#sisihkan textarea": "kosong"}, "Disisihkan", "set_aside", "set_aside"),
    "ratify": Action("budi", "[value=ratify]", {}, "Disahkan", "filed", "ratify", given="verified"),
    "restore": Action("siti", "[value=restore]", {}, "Kembali ke antrean", "queued", "restore", prepare=set_aside),
    "undo": Action("dewi", ".side [value=undo]", {}, "Tindakan terakhir dibatalkan", "queued", "undo", given="verified"),
    "read again": Action("siti", "#ulang [value=reread]", {}, "Halaman dibaca ulang;", "queued", "reread"),
    "unlock": Action(
        "siti",
        "form:has([name=password]) [value=retry]",
        {"[name=password]": "rahasia"},
        "Sudah dibaca ulang",
        "queued",
        prepare=locked,
    ),
    "retry": Action("siti", "form:not(:has([name=password])) > [value=retry]", {}, "Akan dibaca ulang", prepare=locked),
    "change": Action(
        "budi",
        "#pilihan [value=change]",
        {"#f-category": "berkala", "form:has([value=change]) [name=why]": "salah"},
        "Diputuskan ulang",
        "filed",
        "change",
        given="filed",
    ),
    "join": Action(
        "budi", "#pilihan [value=join]", {"#pilihan #f-dossier": "new"}, "Berkas diubah", "filed", "join", given="filed"
    ),
    "transfer": Action(
        "siti", "#pilihan [value=transfer]", {}, "sudah dipindahkan", "filed", "transfer", given="filed", facts=ENDED
    ),
    "back from the inactive": Action(
        "siti",
        "#pilihan [value=transfer_back]",
        {"form:has([value=transfer_back]) textarea": "salah boks"},
        "kembali dari inaktif",
        "filed",
        "transfer_back",
        given="filed",
        facts=ENDED,
        prepare=transferred,
    ),
    "hold": Action(
        "budi",
        "#pilihan [value=hold]",
        {"form:has([value=hold]) select": "audit", "form:has([value=hold]) textarea": "diperiksa"},
        "Ditahan dari penyusutan",
        "filed",
        given="filed",
    ),
    "release": Action(
        "budi",
        "#pilihan [value=release]",
        {"form:has([value=release]) textarea": "selesai"},
        "Penahanan dilepas",
        "filed",
        given="filed",
        prepare=a_hold,
    ),
    "settle": Action(
        "rahma",
        "#pilihan [value=exempt]",
        {"[name=decision]": "2026-999999"},
        "2026-999999",
        "filed",
        given="filed",
        facts=USUL,
        prepare=a_sheet,
    ),
    "consequence test": Action(
        "rahma",
        "#pilihan [value=propose_exempt]",
        {"[name=harm]": "rugi", "[name=benefit]": "kecil", "[name=until]": "2099-01-01"},
        "Lembar uji konsekuensi disimpan",
        "filed",
        given="filed",
        facts=USUL,
    ),
}


def fill(page, typed):
    """Type, choose or tick; what is folded away is unfolded first, by its summary."""
    for selector, value in typed.items():
        unfold(page, selector)
        box = page.locator(selector).first
        kind = box.evaluate("one => one.tagName + (one.type || '')")
        if kind.startswith("SELECT"):
            box.select_option(value)
        elif "checkbox" in kind:
            box.check()
        else:
            box.fill(value)


def unfold(page, selector):
    """Click the summaries of the folds in which something lies, from the outside in."""
    for outer in range(page.locator(selector).first.locator("xpath=ancestor::details").count(), 0, -1):
        fold = page.locator(selector).first.locator(f"xpath=ancestor::details[{outer}]")
        if not fold.evaluate("one => one.open"):
            fold.locator("xpath=summary").click()


def do(site, action, *, script=True, keyboard=False):
    paper = site.paper(action.given, **dict(action.facts))
    paper = (action.prepare and action.prepare(site, paper)) or paper
    page = site.open(action.who, f"/berkas/{paper}/", java_script_enabled=script)
    fill(page, action.fill)
    unfold(page, action.button)
    button = page.locator(action.button).first
    if keyboard:
        button.focus()
        page.keyboard.press("Enter")
    else:
        button.click()
    page.wait_for_selector(f".notice >> text={action.said}")
    if action.status:
        record = stored(paper)
        assert record.status == action.status
        assert not action.act or record.history[-1].act == action.act
    assert page.troubles == []
    return page


@pytest.mark.parametrize("name", ON_RECORD)
def test_a_button_of_a_records_page_does_what_it_says(site, name):
    do(site, ON_RECORD[name])


@pytest.mark.parametrize("name", ["verify", "ratify", "hold"])
def test_a_button_of_a_records_page_works_by_keyboard_and_without_script(site, name):
    do(site, ON_RECORD[name], keyboard=True)
    do(site, ON_RECORD[name], script=False)


def test_a_wrong_password_is_called_wrong_and_not_shown_as_done(site):
    paper = locked(site, None)
    page = site.open("siti", f"/berkas/{paper}/")
    page.fill("form:has([name=password]) [name=password]", "bukan-ini")
    page.click("form:has([name=password]) [value=retry]")
    page.wait_for_selector(".notice.error >> text=Kata sandi salah. Coba lagi.")
    assert page.locator(".notice.success").count() == 0
    page.click("form:not(:has([name=password])) > [value=retry]")
    page.wait_for_selector("text=Masih tidak terbaca.")
    assert page.locator("text=Kata sandi salah").count() == 0
