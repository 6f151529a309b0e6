"""Maintenance commands: check, rebuild, ledger, doctor."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
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

LEAST_ANCHOR = 16
"""Digits of a hash that must be typed: fewer could be met by trying."""

if TYPE_CHECKING:
    from pipeline.home import Home
    from pipeline.maintenance.findings import Finding
    from pipeline.maintenance.rebuild_report import RebuildReport


def _bar(label: str) -> Progress:
    return Progress(TextColumn(label), BarColumn(), MofNCompleteColumn(), console=err, transient=True)


@app.command()
def check(
    anchor: Annotated[
        str, typer.Option("--anchor", metavar="BARIS:SIDIK", help="Sidik buku rekap dari cetakan atau catatan di luar komputer.")
    ] = "",
    deep: Annotated[bool, typer.Option("--deep", help="Juga teks halaman, isi indeks, dan gambar halaman.")] = False,
    as_json: AsJson = False,
) -> None:
    """Periksa keutuhan: isi file, katalog, indeks, buku rekap."""
    home = open_home()
    from pipeline.home import readable, storage
    from pipeline.maintenance import check as maintenance_check
    from pipeline.worker import indexer, worker

    attempt(lambda: readable.ensure_readable(home.archive))
    if storage.is_writable(home):
        worker.recover(home)
    with _bar("Memeriksa") as bar:
        task = bar.add_task("")
        findings = maintenance_check.check(
            home, indexer.open_engine(home), lambda done, total: bar.update(task, completed=done, total=total), deep=deep
        )
    if anchor:
        findings += _anchor_findings(home, anchor)
    if as_json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            out().print(f"{finding.subject}  {finding.kind}: {finding.text}", markup=False, overflow="fold")
        if not findings:
            out().print("Semua utuh.")
    stop(FINDINGS if findings else DONE)


def _anchor_findings(home: Home, anchor: str) -> list[Finding]:
    """Whether the recap book still has the line that somebody noted outside this machine."""
    from pipeline.archive import ledger as book
    from pipeline.maintenance.findings import Finding

    seq, _, noted = anchor.partition(":")
    noted = noted.replace(" ", "").lower()
    if not (seq.isascii() and seq.isdecimal()) or len(noted) < LEAST_ANCHOR or set(noted) - set("0123456789abcdef"):
        wrong_use(f"{anchor}: tulis nomor baris, titik dua, dan sidiknya, misalnya 120:9f3c…")
    if book.hash_of_line(home.archive / "ledger", int(seq)).startswith(noted):
        return []
    return [Finding("ledger", "anchor", f"line {seq} is not the one that was noted: the book was rewritten, or the note is wrong")]


@app.command()
def repair(
    backup: Annotated[Path | None, typer.Option("--from", metavar="CADANGAN", help="Folder cadangan bagi file yang rusak.")] = None,
    as_json: AsJson = False,
) -> None:
    """Perbaiki yang rusak: dibuat ulang dari arsip, atau diambil dari cadangan menurut sidiknya."""
    home = open_home()
    from pipeline.home import readable
    from pipeline.maintenance import repair as repairing
    from pipeline.worker import indexer, worker

    attempt(lambda: readable.ensure_readable(home.archive))
    worker.recover(home)
    report = attempt(lambda: repairing.repair(home, indexer.open_engine(home), backup))
    if as_json:
        print_json(asdict(report))
    else:
        for one in report.mended:
            whence = f"diambil dari cadangan {one.taken_from}" if one.taken_from else "dibuat ulang"
            out().print(f"{one.subject}  {one.what}: {whence}", markup=False, overflow="fold")
        for finding in report.left:
            out().print(f"{finding.subject}  {finding.kind}: {finding.text}", markup=False, overflow="fold")
        if not report.left:
            out().print("Semua utuh.")
    stop(FINDINGS if report.left else DONE)


@app.command()
def rebuild(as_json: AsJson = False) -> None:
    """Buat ulang seluruh index/ dari archive/."""
    home = open_home(for_rebuild=True)
    from pipeline.home import readable
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
def ledger(
    head: Annotated[bool, typer.Option("--head", help="Hanya nomor dan sidik baris terakhir, untuk dicatat.")] = False,
    as_json: AsJson = False,
    by: As = None,
) -> None:
    """Buku rekap informasi: setiap tindakan, menurut urutannya."""
    home = open_home()
    from pipeline.archive import ledger as book

    if head:
        end = book.end(home.archive / "ledger")
        if as_json:
            print_json({"seq": end.seq, "sha256": end.sha256})
        else:
            out().print(f"{end.seq}:{end.sha256}", soft_wrap=True)
        return
    from pipeline.language import stored_texts
    from pipeline.records import dossier_access, search

    actor = viewer(by)
    hidden, unknown = search.hidden_ledger_subjects(actor), dossier_access.hidden_dossiers(actor)
    seen = (line for line in book.read(home.archive / "ledger") if line["subject"] not in hidden)
    lines = (
        {key: value for key, value in line.items() if key != stored_texts.SAID}
        | {"detail": dossier_access.redact_names(line.get("detail", {}), unknown)}
        for line in seen
    )
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
    from pipeline.home import readable
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
