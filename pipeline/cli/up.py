"""``berkas up``: watcher, workers and web in one process, until it is stopped."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, NoReturn

from pipeline import file_modes
from pipeline import home as homes
from pipeline.cli.app import connect, open_home, operator, out, wrong_use
from pipeline.failures import Failure
from pipeline.home import Home

if TYPE_CHECKING:
    from pipeline.worker.worker import Worker

WEB_THREADS = 8
END_SECONDS = 1.5
"""So long a stop may take in good order; then the process ends at once, and the next start finishes what was under way."""
PROXY: dict[str, Any] = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
"""With ``https = true`` a proxy on this machine speaks TLS for us; it says who asks, which the limit on logins needs to know."""


def up(host: str | None, port: int | None, *, training: bool) -> None:
    """Serve the home in BERKAS_HOME; with ``training``, make a training home where there is none yet."""
    fresh = training and _make_training_home()
    home = open_home()
    from pipeline.records.lifecycle import machine_actor
    from pipeline.worker import role
    from pipeline.worker import worker as home_worker

    try:
        with home_worker.working(home, machine_actor("up", operator().system_user)) as worker:
            # The port first: whoever cannot have it should not have been shown passwords for nothing.
            server = web_server(worker, host or home.config.host, home.config.port if port is None else port)
            if fresh:
                _introduce_people(home)
            if home.config.training:
                _drop_papers(home)
            _serve(server, worker)
    except role.WorkerAlreadyRunning as failure:
        wrong_use(str(failure))


def _make_training_home() -> bool:
    """Make the home if the folder holds none; whether it was made just now."""
    root = homes.default_root()
    try:
        homes.open_home(root)
    except homes.NoHomeYet:
        home = homes.make_home(root, training=True)
        connect(home)
        from pipeline.catalogue import database

        database.migrate()
        return True
    except Failure as failure:
        wrong_use(str(failure))
    return False


def _introduce_people(home: Home) -> None:
    from pipeline.training.people import add_people

    passwords = add_people(home, operator())
    out().print("Rumah latihan baru. Pengguna dan kata sandinya (ditampilkan sekali ini saja):")
    for name, role, password in passwords:
        out().print(f"  {name:<8} {role:<7} {password}", markup=False)


def _drop_papers(home: Home) -> None:
    """Sample papers for a training home that has none; made aside, since making them takes some seconds and much memory."""
    from pipeline.catalogue import models

    if not models.Record.objects.exists():
        command = [sys.executable, "-m", "pipeline.training", str(home.inbox)]
        # The inbox is the office's, and so are papers that come in by it.
        subprocess.Popen(command, stdin=subprocess.DEVNULL, umask=file_modes.user_umask())


def web_server(worker: Worker, host: str, port: int) -> Any:
    """The pages of a worker's home, listening at this address (port 0: at any that is free); ends the process where it cannot."""
    from pipeline import web

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        return web.listen(
            worker,
            host=host,
            port=port,
            threads=WEB_THREADS,
            asyncore_use_poll=hasattr(select, "poll"),  # select() knows no more than 1,024 files
            ident=None,
            clear_untrusted_proxy_headers=True,
            **(PROXY if worker.home.config.https else {}),
        )
    except OSError as error:
        wrong_use(f"Alamat {host}:{port} tidak dapat dipakai ({error.strerror}). Pilih porta lain dengan --port.")


def _end_at_once() -> NoReturn:
    sys.stdout.flush()
    os._exit(0)


def _serve(server: Any, worker: Worker) -> None:
    from pipeline.maintenance import nightly
    from pipeline.worker import inbox

    stopping = threading.Event()
    attendant = threading.Thread(target=inbox.watch_inbox, args=(worker, stopping), name="inbox")
    attendant.start()
    # Nothing that it does need be finished: it goes with the process.
    threading.Thread(target=nightly.watch, args=(worker.home, stopping), name="nightly", daemon=True).start()

    def end(_signal: int, _frame: object) -> None:
        # Whatever waits (a share that hangs, a paper that is being copied): a sudden end loses nothing, a late one is a kill -9.
        last = threading.Timer(END_SECONDS, _end_at_once)
        last.daemon = True
        last.start()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    address = f"http://{server.effective_host}:{server.effective_port}/"
    out().print(f"Berkas berjalan: {address}   (berhenti: Ctrl-C)", markup=False)
    try:
        server.run()
    except (SystemExit, KeyboardInterrupt):
        out().print("Berkas berhenti.")
    finally:
        stopping.set()
        attendant.join()
        server.close()
