"""Commands for backups: backup, restore."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from pipeline.cli.app import (
    DONE,
    FINDINGS,
    AsJson,
    app,
    attempt,
    complain,
    connect,
    err,
    open_home,
    out,
    print_json,
    stop,
    wrong_use,
)
from pipeline.failures import Failure

Target = Annotated[Path, typer.Argument(metavar="TUJUAN", help="Folder cadangan, sebaiknya di disk lain.", show_default=False)]
Source = Annotated[Path, typer.Argument(metavar="SUMBER", help="Folder cadangan.", show_default=False)]


def _folder(typed: Path) -> Path:
    """The folder that was typed; an address of another machine is refused: it would become a folder of that name here."""
    if re.match(r"[a-z][a-z0-9+.-]*:/", str(typed), re.IGNORECASE):
        wrong_use(f"{typed}: tulis folder. Untuk komputer lain, pasang dulu foldernya di sini (sshfs, NFS), lalu pakai folder itu.")
    return typed


def _bar(label: str) -> Progress:
    return Progress(TextColumn(label), BarColumn(), MofNCompleteColumn(), console=err, transient=True)


@app.command()
def backup(
    target: Target,
    keep: Annotated[int, typer.Option(min=0, metavar="N", help="Berapa malam disimpan; 0 berarti semua.")] = 30,
    list_nights: Annotated[bool, typer.Option("--list", help="Tampilkan malam yang ada, lalu selesai.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Baca ulang seluruh malam terakhir, lalu selesai.")] = False,
    as_json: AsJson = False,
) -> None:
    """Cadangkan rumah ini, juga selagi Berkas bekerja."""
    target = _folder(target)
    if list_nights:
        _list(target, as_json)
        return
    if verify:
        _verify(target, as_json)
    home = open_home()
    from pipeline.maintenance.backup import take

    with _bar("Mencadangkan") as bar:
        task = bar.add_task("")
        taken = attempt(lambda: take.take(home, target, keep, lambda done, total: bar.update(task, completed=done, total=total)))
    if as_json:
        print_json(asdict(taken))
        return
    out().print(
        f"Cadangan {taken.night}: {taken.records} naskah, {taken.files} file, "
        f"{taken.new_files} di antaranya baru ({taken.new_bytes / 1e6:.1f} MB)."
    )
    for name in taken.skipped:
        complain(f"{name} tidak dapat dibaca dan tidak ikut dicadangkan. File itu belum diterima; minta pengelola membuka izinnya.")
    if taken.removed:
        out().print(f"Dihapus karena lama: {', '.join(taken.removed)}.")
    if taken.same_disk:
        complain("Cadangan ini berada di disk yang sama dengan rumah Berkas: bila disknya rusak, keduanya hilang. Pakai disk lain.")


def _list(target: Path, as_json: bool) -> None:
    from pipeline.maintenance.backup import nights

    listed = []
    for night in nights.find_nights(target):
        try:
            listed.append({"night": night.name, **asdict(night.describe())})
        except (Failure, OSError, ValueError, KeyError, TypeError):
            listed.append({"night": night.name, "damaged": True})
    if as_json:
        print_json(listed)
        return
    for one in listed:
        what = "rusak" if one.get("damaged") else f"{one['records']} naskah, {one['files']} file"
        out().print(f"{one['night']}  {one.get('day', ''):10}  {what}")
    if not listed:
        out().print("Belum ada cadangan.")


def _verify(target: Path, as_json: bool) -> None:
    from pipeline.maintenance.backup import nights

    night = attempt(lambda: nights.choose(target))
    with _bar("Memeriksa") as bar:
        task = bar.add_task("")
        damaged = attempt(lambda: list(night.damages(lambda done, total: bar.update(task, completed=done, total=total))))
    if as_json:
        print_json({"night": night.name, "damaged": damaged})
    else:
        for name in damaged:
            out().print(f"{name}: rusak, hilang, atau bukan bagian cadangan ini", markup=False, overflow="fold")
        if not damaged:
            out().print(f"Cadangan {night.name} utuh.")
    stop(FINDINGS if damaged else DONE)


@app.command()
def restore(
    source: Source,
    at: Annotated[str, typer.Option("--at", metavar="MALAM", help="Hari (2026-12-01) atau nama; bawaan: yang terakhir.")] = "",
    as_json: AsJson = False,
) -> None:
    """Pulihkan cadangan ke BERKAS_HOME yang kosong."""
    from pipeline import home as homes
    from pipeline.home import readable
    from pipeline.maintenance.backup import restore as restoring

    source, root = _folder(source), homes.default_root()
    try:
        with readable.permitted(root), _bar("Memulihkan") as bar:
            root.mkdir(parents=True, exist_ok=True)
            task = bar.add_task("")
            restored = restoring.restore(source, root, at, lambda done, total: bar.update(task, completed=done, total=total))
            if restored.with_catalogue:
                _finish(root)
            restoring.end(root)
    except restoring.NotEmpty as failure:
        wrong_use(str(failure))
    except Failure as failure:
        complain(str(failure))
        stop(FINDINGS)
    if as_json:
        print_json(asdict(restored))
        return
    out().print(f"Dipulihkan dari cadangan {restored.night}: {restored.records} naskah, {restored.files} file.")
    if not restored.with_catalogue:
        out().print("Cadangan ini tanpa katalog. Lanjutkan dengan: berkas rebuild")


def _finish(root: Path) -> None:
    """Bring the tables up to date and make the full-text index anew: after this the home answers as it did."""
    from pipeline import home as homes
    from pipeline.home import privacy

    home = homes.open_home(root, for_restore=True)
    privacy.make_private(home, whole=True)
    connect(home)
    from pipeline.worker import indexer, worker

    worker.recover(home)
    indexer.rebuild(indexer.open_engine(home))
