"""Maintenance commands: check, rebuild, ledger, doctor."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from pipeline.cli.app import (
    DONE,
    FINDINGS,
    AsJson,
    app,
    attempt,
    complain,
    err,
    open_home,
    operator,
    out,
    print_json,
    stop,
    wrong_use,
)
from pipeline.cli.decide import As, viewer
from pipeline.failures import Failure

if TYPE_CHECKING:
    from pipeline.maintenance.rebuild import RebuildReport


def _bar(label: str) -> Progress:
    return Progress(TextColumn(label), BarColumn(), MofNCompleteColumn(), console=err, transient=True)


@app.command()
def check(as_json: AsJson = False) -> None:
    """Periksa keutuhan: isi file, katalog, indeks, buku rekap."""
    home = open_home()
    from pipeline import readable
    from pipeline.maintenance import check as maintenance_check
    from pipeline.worker import indexer, worker

    attempt(lambda: readable.ensure_readable(home.archive))
    worker.recover(home)
    with _bar("Memeriksa") as bar:
        task = bar.add_task("")
        findings = maintenance_check.check(
            home, indexer.open_engine(home), lambda done, total: bar.update(task, completed=done, total=total)
        )
    if as_json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            out().print(f"{finding.subject}  {finding.kind}: {finding.text}", markup=False, overflow="fold")
        if not findings:
            out().print("Semua utuh.")
    stop(FINDINGS if findings else DONE)


@app.command()
def rebuild(as_json: AsJson = False) -> None:
    """Buat ulang seluruh index/ dari archive/."""
    home = open_home(for_rebuild=True)
    from pipeline import readable
    from pipeline.maintenance import rebuild as maintenance_rebuild
    from pipeline.records.lifecycle import machine_actor

    try:
        with _bar("Membuat ulang") as bar:
            task = bar.add_task("")
            rebuilt = maintenance_rebuild.rebuild(
                home,
                machine_actor("cli", operator().system_user),
                lambda done, total: bar.update(task, completed=done, total=total),
            )
    except readable.NotReadable as failure:
        complain(str(failure))
        stop(FINDINGS)
    except Failure as failure:
        wrong_use(str(failure))
    if as_json:
        print_json(asdict(rebuilt))
    else:
        out().print(f"{rebuilt.records} naskah, {rebuilt.people} pengguna, {rebuilt.ledger_lines} baris buku rekap kembali.")
        if rebuilt.without_password:
            out().print("Kata sandi harus dibuat lagi, sebaris dari masukan baku:")
            for command in _new_passwords(rebuilt.without_password):
                out().print(f"  {command}", markup=False, soft_wrap=True)
    for name in rebuilt.damaged:
        complain(f"{name}: rusak dan dilewati; pulihkan dari cadangan, lalu jalankan lagi berkas rebuild")
    _complain_of_copies(rebuilt)
    stop(DONE if rebuilt.sound else FINDINGS)


def _new_passwords(names: tuple[str, ...]) -> list[str]:
    """The commands that give these people a password and leave them the role and right that they have."""
    from pipeline.catalogue import models

    people = models.Person.objects.filter(pk__in=names, is_active=True).order_by("pk")
    right = {True: " --exempt", False: ""}
    return [f"berkas user add {one.name} --role {one.role}{right[one.exempt_right]} --password-stdin" for one in people]


def _why_hidden(subject: str) -> str:
    """What to say of a record, or of a dossier, that was hidden because the recap book does not know it."""
    kind, _, name = subject.rpartition("/")
    if kind:
        why = "pernah memuat naskah yang dikecualikan, dan buku rekap tidak mengenalnya"
        return f'{why}; disembunyikan. Bila judulnya boleh diketahui: berkas dossier rename {name} "JUDUL" --by NAMA'
    why = "mempunyai lembar uji konsekuensi, naskahnya terbuka, dan buku rekap tidak mengenalnya"
    return f"{why}; disembunyikan sebagai usul dikecualikan. Periksa dan putuskan lagi."


def _complain_of_copies(rebuilt: RebuildReport) -> None:
    for one in rebuilt.set_apart:
        stands = f"yang berlaku: {one.kept}" if one.kept else "tidak ada salinan yang dapat dipakai; pulihkan dari cadangan lain"
        complain(f"{one.path}: bukan versi terakhir {one.id} menurut buku rekap; dipindahkan ke archive/{one.moved_to}; {stands}")
    if rebuilt.without_book:
        made = "disusun ulang dari riwayat tiap naskah, dan tindakan yang tidak ada di sana hilang"
        complain(
            f"buku rekap tidak ada di archive/ledger; {made}. Bila ada di cadangan, pulihkan archive/ lalu ulangi berkas rebuild"
        )
    for subject in rebuilt.hidden:
        complain(f"{subject}: {_why_hidden(subject)}")
    for mended in rebuilt.mended:
        none = "tidak ada salinan yang memuatnya; pulihkan dari cadangan lain"
        came = f"diambil dari salinan {mended.taken_from}. Periksa isinya" if mended.taken_from else none
        complain(f"{mended.id}: naskah aslinya atau kelengkapan bag-nya hilang atau rusak di versi terakhir; {came}.")
    for lost in rebuilt.recovered:
        hidden = "; tetap tersembunyi seperti kata buku rekap" if lost.hidden else ""
        came = f"versi {lost.last_version} tidak ada di archive/; dipulihkan dari versi {lost.version}{hidden}"
        complain(f"{lost.subject}: {came}. Periksa isinya.")
    for subject in rebuilt.unknown:
        complain(f"{subject}: isinya bukan yang dikenal buku rekap. Lihat: berkas check")


@app.command()
def ledger(as_json: AsJson = False, by: As = None) -> None:
    """Buku rekap informasi: setiap tindakan, menurut urutannya."""
    home = open_home()
    from pipeline.archive import ledger as book
    from pipeline.records import dossier_access, search

    actor = viewer(by)
    hidden, unknown = search.hidden_ledger_subjects(actor), dossier_access.hidden_dossiers(actor)
    seen = (line for line in book.read(home.archive / "ledger") if line["subject"] not in hidden)
    lines = (line | {"detail": dossier_access.redact_names(line.get("detail", {}), unknown)} for line in seen)
    if as_json:
        print_json(list(lines))
        return
    for line in lines:
        why = f": {line['why']}" if line["why"] else ""
        text = f"{line['seq']:>6}  {line['at'][:19]}Z  {line['subject']:<14} {line['act']:<10} {line['by']}{why}"
        out().print(text, markup=False, overflow="fold")


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Apakah mesin ini layak: Tesseract, bahasa, penyimpanan, jam."""
    from pipeline import home as homes
    from pipeline import readable
    from pipeline.maintenance import doctor as maintenance_doctor

    config = homes.Config()
    with suppress(readable.NotReadable), readable.permitted(homes.default_root()):
        # Settings that cannot be read are named below, with whatever else cannot.
        config = homes.read_config(homes.default_root() / homes.CONFIG)
    results = maintenance_doctor.examine(homes.default_root(), config)
    if as_json:
        print_json([asdict(result) for result in results])
    else:
        for result in results:
            out().print(f"{'baik ' if result.fit else 'KURANG'}  {result.what}: {result.text}", markup=False, overflow="fold")
    stop(DONE if all(result.fit for result in results) else FINDINGS)
