"""Types `make run` and `make test` on a machine that has nothing: a bare Debian, made for this and thrown away.

`make bare` calls this. It makes the Debian with debootstrap, gives it this machine's settings for apt and pip, clones HEAD into it
and says what happened. Exit code: 0 all well, 1 something failed in the bare Debian, 2 none can be made here, 130 interrupted.

Everything but the choice of a folder happens in mount and process namespaces of its own (`unshare`). When they end, in whatever
way, the kernel takes away their mounts and ends their processes. None is seen from outside, so none can be left behind.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

import debian
import halves
from debian import Failed

HALVES = {"run": halves.type_run, "test": halves.type_test}


class Refused(Exception):
    """This machine cannot make a bare Debian; the sentence says why."""


def main() -> int:
    """Read the options, and do the rest in namespaces of its own."""
    options = read_options()
    if options.inside:
        return as_first_process(options)
    try:
        check_machine()
    except Refused as reason:
        print(f"make bare: {reason}", file=sys.stderr)
        return 2
    if options.look:
        return in_namespaces(options)
    # Not /tmp, which is memory on some machines: a Debian with Chromium in it takes some gigabytes.
    options.folder = Path(tempfile.mkdtemp(prefix="berkas-bare-", dir=os.environ.get("TMPDIR", "/var/tmp")))
    code = in_namespaces(options)
    print(f"Logs: {options.folder}")
    system = options.folder / debian.SYSTEM
    if code == 0 or not (system / debian.CLONE).is_dir():
        if system.exists():
            print("Taking the bare Debian away again …", flush=True)  # minutes, on a disk that discards each freed block at once
            shutil.rmtree(system)
    else:
        print(f"Kept for a second look: make bare LOOK={options.folder}   Done with it: rm -r {options.folder}")
    return code


def read_options() -> argparse.Namespace:
    """What was typed. An empty value counts as not given, so that make can hand on what it was not told."""
    parser = argparse.ArgumentParser(prog=".ci/bare", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", choices=("", *HALVES), default="", help="do one half only")
    parser.add_argument("--suite", default="", help="the release, such as bookworm; by default this machine's")
    parser.add_argument("--look", default="", metavar="FOLDER", help="open a shell in a bare Debian that was kept")
    parser.add_argument("command", nargs="*", help="with --look: what to type there instead of a shell")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.suite = options.suite or debian.of_machine("VERSION_CODENAME")
    if options.look:
        options.folder = Path(options.look).resolve()
        if not (options.folder / debian.SYSTEM / debian.CLONE).is_dir():
            parser.error(f"{options.folder} holds no bare Debian")
    return options


def check_machine() -> None:
    """Whether a bare Debian can be made here; installs debootstrap. Raises Refused."""
    if not shutil.which("apt-get"):
        raise Refused("this is no Debian or Ubuntu machine; the bare one is made from the package source of its apt.")
    if os.geteuid() != 0:
        raise Refused("only root may make a system and mount what it needs. Type: sudo make bare")
    if subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], stderr=subprocess.DEVNULL, check=False).returncode:
        raise Refused("root may not mount anything here. A container needs the right to (CAP_SYS_ADMIN).")
    if subprocess.run(["sh", debian.REPOSITORY / ".ci/system-packages", "debootstrap"], check=False).returncode:
        raise Refused("debootstrap is missing and could not be installed.")


def in_namespaces(options: argparse.Namespace) -> int:
    """Call this program again as the first process of new namespaces, and wait. They end with this process at the latest."""
    again = [sys.executable, "-B", Path(__file__).parent, "--inside", "--folder", options.folder]
    again += ["--only", options.only, "--suite", options.suite, "--look", options.look, "--", *options.command]

    def end(_signal: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    for one in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, end)
    if options.look:
        leave_to_shell()
    # A Ctrl-C at the terminal is for this process, which ends the others. With a shell in there it is for the shell.
    inside = subprocess.Popen(
        ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child", *again],
        start_new_session=not options.look,
    )
    try:
        return inside.wait()
    except KeyboardInterrupt:
        print("\nmake bare: interrupted.", file=sys.stderr)
        return 130
    finally:
        inside.kill()
        inside.wait()


def leave_to_shell() -> None:
    """Let a Ctrl-C go by. A handler, since what is ignored would be ignored in the shell, too."""
    signal.signal(signal.SIGINT, lambda _signal, _frame: None)


def as_first_process(options: argparse.Namespace) -> int:
    """What every first process must do: bury those whose parents died. A child does the work."""
    leave_to_shell()
    worker = os.fork()
    if worker == 0:
        return work(options)
    while True:
        child, status = os.wait()
        if child == worker:
            os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def work(options: argparse.Namespace) -> int:
    """Everything inside the namespaces; returns the exit code."""
    system = options.folder / debian.SYSTEM
    try:
        if options.look:
            debian.mount(system)
            return subprocess.run(
                debian.typed(system, options.command or ["bash"]), env=debian.environment(), check=False
            ).returncode
        begun = time.monotonic()
        print(f"Making a bare {options.suite} in {system} …", flush=True)
        debian.make(options.suite, system)
        debian.give_settings(options.suite, system)
        debian.mount(system)
        cloned = debian.clone(system)
        print(f"It took {time.monotonic() - begun:.0f} s.", flush=True)
        outcomes = [half(options.folder, system) for name, half in HALVES.items() if options.only in ("", name)]
    except Failed as reason:
        print(f"make bare: {reason}", file=sys.stderr)
        return 1
    print(f"\nIn a bare {options.suite}, at {cloned}")
    for outcome in outcomes:
        print(f"  {outcome.command}: {'well' if outcome.well else 'FAILED'}, {outcome.text}")
    return 0 if all(outcome.well for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
