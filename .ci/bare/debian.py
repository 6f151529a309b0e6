"""Making a bare Debian that reaches packages as this machine does, with the repository in it."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SYSTEM = "system"
"""The bare Debian's / in the folder of one run."""
CLONE = "root/berkas"
"""Where the repository lies in it."""
INCLUDED = "make,git,ca-certificates,python3"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PASSED_ON = re.compile(r"PIP_(?!CACHE_DIR)\w+|(https?|ftp|all|no)_proxy|SSL_CERT_(FILE|DIR)|\w+_CA_BUNDLE|OPENBLAS_CORETYPE", re.I)
"""Variables that say how packages are reached from here, and what numpy must know about this processor. No other is handed on."""
OF_APT = re.compile(r"Acquire::(https?|ftp|Check|Retries|Allow)", re.I)
"""Likewise apt's settings: hooks and habits of this machine stay here."""
APT_FOLDERS = ("/etc/apt/auth.conf.d", "/etc/apt/trusted.gpg.d", "/etc/apt/keyrings")
OWN_CERTIFICATES = "/usr/local/share/ca-certificates"
PIP_FILES = ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf")


class Failed(Exception):
    """A command that must work did not; the sentence says which, and its last words."""


def make(suite: str, system: Path) -> None:
    """Call debootstrap, with the place from which this machine's own packages come. Raises Failed."""
    mirror = sources(suite)[0].split()[1]
    asked = ["apt-config", "dump", "--format", "%v", "Acquire::http::Proxy"]
    proxy = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    command = ["debootstrap", "--variant=minbase", f"--include={INCLUDED}", suite, str(system), mirror]
    logged(command, system.with_name("debootstrap.log"), dict(os.environ) | ({"http_proxy": proxy} if proxy else {}))


@cache
def sources(suite: str) -> list[str]:
    """The lines of sources.list for that suite, itself first: this machine's, but nobody else's than Debian's. Raises Failed."""
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    asked = ["apt-get", "indextargets", "--format", "$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages"]
    told = [line.split() for line in subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()]
    distribution, codename = of_machine("ID"), of_machine("VERSION_CODENAME")
    lines = [
        f"deb {address} {release.replace(codename, suite, 1)} {component}"
        for origin, address, release, component in (fields for fields in told if len(fields) == 4)
        if origin.lower() == distribution and release.startswith(codename)
    ]
    lines = sorted(dict.fromkeys(lines), key=lambda line: line.split()[2] != suite)
    if not lines or lines[0].split()[2] != suite:
        raise Failed(f"apt knows no package source for {suite} on this machine.")
    return lines


def of_machine(key: str) -> str:
    """What /etc/os-release says of this machine; empty where it does not say."""
    file = Path("/etc/os-release")
    lines = file.read_text().splitlines() if file.exists() else []
    return next((line.partition("=")[2].strip('"') for line in lines if line.startswith(f"{key}=")), "")


def give_settings(suite: str, system: Path) -> None:
    """Give it this machine's way to packages: settings of apt and pip, certificates, names of computers. Raises Failed."""
    for name in ("/etc/hosts", "/etc/resolv.conf", "/etc/apt/auth.conf", *PIP_FILES):
        _bring(Path(name).expanduser(), system / name.replace("~", "/root").lstrip("/"))
    for folder in map(Path, (*APT_FOLDERS, OWN_CERTIFICATES)):
        if folder.is_dir():
            shutil.copytree(folder, system / folder.relative_to("/"), dirs_exist_ok=True)
    (system / "etc/apt/sources.list").write_text("\n".join(sources(suite)) + "\n")
    told = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout.splitlines()
    (system / "etc/apt/apt.conf.d/00this-machine").write_text("\n".join(filter(OF_APT.match, told)) + "\n")
    logged(["chroot", str(system), "update-ca-certificates"], system.with_name("certificates.log"), environment())
    for path in _named_paths():
        _bring(path, system / path.relative_to("/"))


def _bring(source: Path, target: Path) -> None:
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _named_paths() -> list[Path]:
    """Files and folders that pip's settings and the variables name: certificates, wheels."""
    values = list(environment().values())
    for name in PIP_FILES:
        settings = configparser.ConfigParser(interpolation=None, strict=False)
        settings.read(Path(name).expanduser())
        values += [value for section in settings.values() for value in section.values()]
    words = (word.removeprefix("file://") for value in values for word in value.split())
    return [path for word in words if word.startswith("/") and (path := Path(word)).exists()]


def environment() -> dict[str, str]:
    """The variables of a root who has just logged in there, and those passed on."""
    return {"PATH": PATH, "HOME": "/root"} | {name: value for name, value in os.environ.items() if PASSED_ON.fullmatch(name)}


def mount(system: Path) -> None:
    """Mount what a running system has, and read-only the folders that pip was told of; in a namespace. Raises Failed."""
    wheels = [folder for folder in _named_paths() if folder.is_dir() and not any((system / folder.relative_to("/")).glob("*"))]
    for source, target, *how in (
        (system, system, "--bind"),  # so that the bare Debian finds its own / among its mounts
        ("proc", system / "proc", "-t", "proc"),
        ("sysfs", system / "sys", "-t", "sysfs", "-o", "ro"),
        ("/dev", system / "dev", "--bind"),
        ("devpts", system / "dev/pts", "-t", "devpts", "-o", "newinstance,ptmxmode=0666"),
        ("shm", system / "dev/shm", "-t", "tmpfs", "-o", "mode=1777"),
        *((folder, system / folder.relative_to("/"), "--bind", "-o", "ro") for folder in wheels),
    ):
        Path(target).mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["mount", *how, source, target], stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise Failed(f"{target} could not be mounted: {done.stderr.strip()}")


def clone(system: Path) -> str:
    """Clone the repository as it is committed; its last commit. Raises Failed."""
    if changed := _git("status", "--porcelain"):
        print(f"Not committed, and so not in it:\n{changed}", flush=True)
    _git("clone", "--quiet", "--no-hardlinks", str(REPOSITORY), str(system / CLONE))
    return _git("-C", str(system / CLONE), "log", "-1", "--format=%h %s")


def _git(*words: str) -> str:
    done = subprocess.run(["git", "-C", REPOSITORY, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"git {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout.rstrip()


def typed(system: Path, words: list[str]) -> list[str]:
    """The command that types these words in the clone."""
    return ["chroot", str(system), "sh", "-c", f'cd /{CLONE} && exec "$@"', "sh", *words]


def logged(command: list[str], log: Path, variables: dict[str, str]) -> None:
    """Do a command that must work, and keep what it says. Raises Failed."""
    with log.open("w") as file:
        code = subprocess.run(command, env=variables, stdin=subprocess.DEVNULL, stdout=file, stderr=file, check=False).returncode
    if code:
        raise Failed(f"{command[0]} ended with exit code {code}:\n{last_words(log)}")


def last_words(log: Path, lines: int = 12) -> str:
    """The end of a log."""
    return "\n".join("    " + line for line in log.read_text(errors="replace").splitlines()[-lines:])
