"""A home at work behind the pages: read once for the whole session, copied for each test."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline import home as homes
from pipeline.catalogue import database
from pipeline.document import Actor, Category, Role

PAPERS = (
    "pengumuman-layanan-informasi.pdf",
    "keputusan-tim-pendokumentasian.pdf",
    "surat-tugas-monitoring.docx",
    "notula-rapat.txt",
)
LETTER, DECISION, ASSIGNMENT, NOTES, SECRET = (f"2026-00000{number}" for number in range(1, 6))
SECRET_WORD = "Ombakraya"
BLOCKS = (
    "html|head|body|header|footer|main|nav|section|article|aside|div|p|ul|ol|li|dl|dt|dd|h1|h2|h3|h4|form|fieldset|legend|details|summary"
    "|table|thead|tbody|tfoot|tr|td|th|caption|figure|figcaption|option|optgroup|select|svg|g|rect|datalist|template|dialog"
)
"""Elements beside whose tags HTML ignores white space."""
PEOPLE = (
    ("siti", Role.DESK, False),
    ("dewi", Role.DESK, True),
    ("budi", Role.PPID, False),
    ("rahma", Role.PPID, True),
    ("tamu", Role.READER, False),
    ("admin", Role.ADMIN, False),
)
OPERATOR = Actor("root", None, door="cli")


def password(name: str) -> str:
    return f"kenanga-2024-{name}"


def use(home: homes.Home) -> None:
    database.close()
    database.use(home.catalogue)


@pytest.fixture(scope="session")
def quick_passwords() -> Iterator[None]:
    """The real hashing takes a second, on purpose. Django remembers its hashers from their first use on: it must be told."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, quick_passwords: None) -> Path:
    """Five read papers, waiting; the fifth is proposed to be exempt."""
    root = tmp_path_factory.mktemp("office") / "home"
    home = homes.make_home(root, training=True)
    database.set_up(root)
    use(home)
    database.migrate()
    from pipeline import intake
    from pipeline.records import lifecycle, people
    from pipeline.training.papers import TRAINING_SET
    from pipeline.worker import worker as home_worker

    for name, role, exempt in PEOPLE:
        people.add(home, OPERATOR, name, role, exempt_right=exempt)
        people.set_password(name, password(name))
    samples = {sample.file: sample for sample in TRAINING_SET}
    secret = tmp_path_factory.mktemp("papers") / "cuti.txt"
    secret.write_text(f"SURAT DINAS\nNomor: 9/SDM.06.3-SD/2101/2026\nPersetujuan cuti sakit {SECRET_WORD} dan kawan-kawan.\n")
    with home_worker.working(home, lifecycle.machine_actor("up")) as worker:
        for name in PAPERS:
            file = secret.parent / name
            file.write_bytes(samples[name].write(samples[name].paper))
            worker.take(intake.claim_copy(home.inbox, file))
        worker.take(intake.claim_copy(home.inbox, secret))
        assert worker.wait_until_idle(120)
        rahma = people.get_actor("rahma", "web")
        hidden = {"title": f"Cuti {SECRET_WORD}", "category": Category.DIKECUALIKAN_USUL, "code": "SDM.06.3"}
        lifecycle.edit(home, SECRET, rahma, hidden)
        assert worker.wait_until_idle(60)
    database.close()
    return root


@contextmanager
def at_work(template: Path, root: Path) -> Iterator[Any]:
    """The worker of a copy of the home, served."""
    shutil.copytree(template, root)
    home = homes.open_home(root)
    use(home)
    from pipeline import web
    from pipeline.records import lifecycle
    from pipeline.web import state
    from pipeline.web.throttle import logins
    from pipeline.worker import worker as home_worker

    logins.forget()
    with home_worker.working(home, lifecycle.machine_actor("up")) as worker:
        web.application(worker)
        yield worker
        state.release()
    database.close()


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Iterator[Any]:
    """The worker of a home of this test's own, served."""
    with at_work(template, tmp_path / "home") as worker:
        yield worker


@pytest.fixture(scope="module")
def shared_site(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One home, one server and one Chromium for a module of clicks."""
    from tests.web.browsing import chromium, serving

    root = tmp_path_factory.mktemp("clicks") / "home"
    with at_work(template, root) as worker, serving(worker) as base, chromium() as browser:
        yield worker, base, browser, {}


@pytest.fixture
def site(shared_site: Any) -> Iterator[Any]:
    """The module's home, with browsers of this test's own."""
    from tests.web.browsing import Site, opening

    worker, base, browser, entered = shared_site
    with opening(browser, base) as opened:
        yield Site(worker, base, opened, entered)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for a module whose tests each have a home of their own."""
    from tests.web.browsing import chromium

    with chromium() as one:
        yield one


@pytest.fixture
def base(office: Any) -> Iterator[str]:
    """The address of this test's own home, served."""
    from tests.web.browsing import serving

    with serving(office) as address:
        yield address


@pytest.fixture
def open_page(browser: Any, base: str) -> Iterator[Callable[..., Any]]:
    """Opens pages of this test's own home."""
    from tests.web.browsing import opening

    with opening(browser, base) as opened:
        yield opened


def without_layout(html: str) -> str:
    """A page with the white space that HTML ignores left out, so that tests look at what it says and not at a template's lines."""
    tags_on_one_line = re.sub(r"<\w[^>]*>", lambda tag: re.sub(r"\s+", " ", tag[0]).replace(" >", ">"), html)
    return re.sub(rf"\s*(</?(?:{BLOCKS})\b[^>]*>)\s*", r"\1", re.sub(r"\s*\n\s*", " ", tags_on_one_line))


@pytest.fixture
def as_(office: Any) -> Callable[[str], Any]:
    """A browser in which this person is logged in; without a name, nobody."""
    from django.test import Client

    from pipeline.catalogue import models

    class Browser(Client):
        def request(self, **asked: Any) -> Any:
            answer: Any = super().request(**asked)
            packed = answer.get("Content-Encoding", "") != ""
            if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming and not packed:
                answer.sent_bytes = len(answer.content)
                answer.content = without_layout(answer.content.decode()).encode()
            return answer

    def browser(name: str = "", **headers: Any) -> Any:
        client = Browser(SERVER_NAME="localhost", **headers)
        if name:
            client.force_login(models.Person.objects.get(pk=name))
        return client

    return browser


@pytest.fixture
def file(office: Any) -> Callable[..., Any]:
    """Bring a record onto its shelf: dewi verifies, rahma ratifies."""

    def filed(record_id: str, **facts: str) -> Any:
        from pipeline.records import lifecycle, people

        complete = {"title": "Naskah", "code": "HM.02", "category": "setiap_saat", "access_level": "biasa"} | facts
        lifecycle.verify(office.home, record_id, people.get_actor("dewi", "web"), complete)
        record = lifecycle.ratify(office.home, record_id, people.get_actor("rahma", "web"))
        assert office.wait_until_idle(30)
        return record

    return filed


@pytest.fixture
def decide_on(office: Any, file: Callable[..., Any]) -> Callable[..., Any]:
    """File a decision of the chair that exempts a paper: it names it by its number or, where the paper has none, by its class."""

    def decided(record: Any, **facts: str) -> Any:
        from pipeline import intake
        from pipeline.training.internal_papers import a_decision
        from pipeline.training.papers import as_txt

        named = (
            f"naskah Nomor {record.facts.number}" if record.facts.number else f"naskah dengan kode klasifikasi {record.facts.code}"
        )
        paper = a_decision(
            number="7 TAHUN 2026",
            subject="Penetapan Informasi yang Dikecualikan {word}",
            points=(f"Menetapkan {named} sebagai informasi yang dikecualikan.", "Keputusan ini berlaku sejak ditetapkan."),
        )
        handed_in = office.home.root / "keputusan.txt"
        handed_in.write_bytes(as_txt(paper))
        taken = office.take(intake.claim_copy(office.home.inbox, handed_in)).record_id
        assert office.wait_until_idle(60)
        return file(taken, **{"title": "Penetapan informasi yang dikecualikan", "code": "HK.03.1"} | facts)

    return decided


@pytest.fixture
def django_assert_most(office: Any) -> Callable[[int], Any]:
    """At most so many questions to the database."""
    from contextlib import contextmanager

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextmanager
    def most(number: int) -> Iterator[None]:
        with CaptureQueriesContext(connection) as asked:
            yield
        assert len(asked) <= number, [query["sql"][:120] for query in asked]

    return most
