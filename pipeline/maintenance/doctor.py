"""``berkas doctor``: checks whether this machine is fit to run Berkas, and says what to do where it is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline import file_modes
from pipeline.home import ARCHIVE, CONFIG, INDEX, Config, Home, is_filled, readable
from pipeline.home.privacy import owner_of, private_parts
from pipeline.maintenance.backup.state import last_backup

ENOUGH_BYTES = 5 * 1024**3
BUILT = date(2026, 1, 1)
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ncpfs"}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing looked at."""

    what: str
    fit: bool
    text: str


def examine(root: Path, config: Config) -> list[CheckResult]:
    """Look at everything that Berkas needs of a machine."""
    of_home = [_disk(root), _local(root / "index"), _writable(root), _readable(root), _private(root)]
    return [_python(), *_tesseract(config.ocr_language), *of_home, _backup(root, config), _clock()]


def _python() -> CheckResult:
    version = ".".join(map(str, sys.version_info[:3]))
    return CheckResult("Python", sys.version_info >= (3, 11), f"{version} (perlu 3.11 ke atas)")


def _tesseract(language: str) -> list[CheckResult]:
    program = shutil.which("tesseract")
    if program is None:
        return [CheckResult("Tesseract", False, "tidak ada; pasang dengan: apt-get install tesseract-ocr tesseract-ocr-ind")]
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False).stdout.split()
    version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout.split()
    missing = sorted({*language.split("+"), "osd"} - set(listed))
    found = CheckResult("Tesseract", True, f"versi {version[1] if len(version) > 1 else '?'}")
    if missing:
        packages = " ".join(f"tesseract-ocr-{name}" for name in missing)
        return [found, CheckResult("bahasa OCR", False, f"kurang {', '.join(missing)}; pasang dengan: apt-get install {packages}")]
    return [found, CheckResult("bahasa OCR", True, f"{language}, osd")]


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def _disk(root: Path) -> CheckResult:
    free = shutil.disk_usage(_existing(root)).free
    gigabytes = f"{free / 1024**3:.1f}".replace(".", ",")
    return CheckResult("sisa penyimpanan", free >= ENOUGH_BYTES, f"{gigabytes} GiB bebas (perlu 5 GiB)")


def _local(index: Path) -> CheckResult:
    """SQLite's write-ahead log needs shared memory, which no network file system gives."""
    kind = _file_system(_existing(index))
    return CheckResult("index/ di disk lokal", kind not in _NETWORK, kind or "tidak diketahui")


def _file_system(path: Path) -> str:
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    kinds = {fields[1]: fields[2] for line in mounts.read_text("utf-8", "replace").splitlines() if len(fields := line.split()) > 2}
    resolved = path.resolve()
    return next((kinds[str(folder)] for folder in (resolved, *resolved.parents) if str(folder) in kinds), "")


def _writable(root: Path) -> CheckResult:
    folder = _existing(root)
    return CheckResult("rumah dapat ditulisi", os.access(folder, os.W_OK), str(folder))


def _readable(root: Path) -> CheckResult:
    """All that this account must read; a restore as root may leave it to another."""
    found = [path for part in (ARCHIVE, INDEX, CONFIG) for path, _ in readable.unreadable(root / part)]
    what, whose = "rumah dapat dibaca", readable.account()
    if not found:
        return CheckResult(what, True, f"seluruhnya, oleh akun {whose}")
    advice = f"ketik sebagai root: chown -R {whose} {root} && chmod -R u+rwX {root}"
    return CheckResult(what, False, f"{len(found)} tidak dapat dibaca oleh akun {whose}: {readable.name_first(found)}; {advice}")


def _private(root: Path) -> CheckResult:
    """All of a home but its inbox is for the account that runs Berkas alone; every file is looked at."""
    what = "rumah tertutup bagi akun lain"
    try:
        owner = owner_of(root)
    except OSError:
        return CheckResult(what, True, "belum ada rumah di sini")
    found = list(file_modes.exposed(private_parts(root)))
    foreign = [path for path, status in found if status.st_uid != owner]
    ours = [path for path, status in found if status.st_uid == owner]
    said = []
    if ours:
        parts = " ".join(str(part) for part in private_parts(root) if part.exists())
        said.append(f"{readable.name_first(ours)} terbuka; tutup dengan: chmod -R go= {parts}")
    if foreign:
        said.append(
            f"{readable.name_first(foreign)} terbuka dan milik akun lain; serahkan dulu kepada pemilik archive/ dengan chown"
        )
    return CheckResult(what, not said, "; ".join(said) or "archive/, index/, dan berkas.toml; inbox/ diatur kantor")


def _backup(root: Path, config: Config) -> CheckResult:
    last = last_backup(Home(root, config))
    if last.problem:
        return CheckResult("cadangan", False, last.problem)
    if not last.at:
        return CheckResult("cadangan", not is_filled(root / ARCHIVE), "belum ada; jalankan tiap malam: berkas backup TUJUAN")
    return CheckResult("cadangan", not last.is_old(), f"terakhir {last.at} di {last.target}")


def _clock() -> CheckResult:
    today = date.today()  # the machine's clock; there may be no home yet, whose zone would be known
    return CheckResult("jam", today >= BUILT, f"{today.isoformat()} (kalau salah, tanggal retensi ikut salah)")
