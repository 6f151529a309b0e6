"""The catalogue's tables. All but ``Person.password`` and sessions come back from archive/ with ``berkas rebuild``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from pipeline import approval, document
from pipeline.archive import decisions, record_folder, shelf
from pipeline.archive import retention as clock
from pipeline.catalogue import encoding
from pipeline.document import pages
from pipeline.language import stored_texts


class Record(models.Model):
    """A record: the bytes of its record.json, and the columns by which lists are filtered and ordered."""

    id = models.CharField(primary_key=True, max_length=16)
    version = models.PositiveIntegerField()
    indexed_version = models.PositiveIntegerField(default=0)
    """The version that the full-text index holds; behind ``version`` means: still to be indexed."""
    status = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.TextField()
    title = models.TextField(blank=True)
    number = models.TextField(blank=True)
    date = models.CharField(max_length=10, blank=True)
    code = models.CharField(max_length=64, blank=True)
    category = models.CharField(max_length=32, blank=True)
    access_level = models.CharField(max_length=32, blank=True)
    document_type = models.CharField(max_length=64, blank=True)
    retention_end = models.CharField(max_length=10, blank=True)
    active_until = models.CharField(max_length=10, blank=True)
    """The day on which it is due for the inactive store; empty once it went there."""
    waits_for = models.CharField(max_length=8, blank=True)
    """The kind of event that the clock of a record waits for; empty once it runs, or where there is no rule."""
    scheme_version = models.CharField(max_length=64, blank=True)
    dossier = models.CharField(max_length=64, blank=True)
    exempt_version = models.PositiveIntegerField(default=0)
    """The version that last made it exempt, or proposed it to be; 0 where it never was."""
    exempt_dossiers = models.TextField(blank=True)
    """The dossiers in which it lay while it was exempt, with a space between their names."""
    shelf = models.TextField()
    received_at = models.CharField(max_length=40)
    json = models.TextField()
    brief = models.TextField()
    """What lists show of it: ``encoding.to_brief``."""

    class Meta:
        # Each list is answered from one of these alone: a row has some 8 KB, so 20,000 of them are read in half a second.
        indexes: ClassVar = [
            models.Index(fields=["status", "category", "id", "version", "received_at"], name="catalogue_record_state"),
            models.Index(fields=["status", "category", "date", "id"], name="catalogue_record_register"),
            models.Index(fields=["status", "retention_end", "code", "id", "category"], name="catalogue_record_ending"),
            models.Index(
                fields=["status", "active_until", "code", "id", "category", "retention_end"], name="catalogue_record_active"
            ),
            models.Index(fields=["received_at", "category", "document_type"], name="catalogue_record_arrived"),
            models.Index(fields=["waits_for", "status"], name="catalogue_record_waits"),
            models.Index(fields=["dossier", "status", "category", "access_level"], name="catalogue_record_dossier"),
            models.Index(
                fields=["exempt_version", "id", "exempt_dossiers"],
                name="catalogue_record_exempt_past",
                condition=models.Q(exempt_version__gt=0),
            ),
            models.Index(
                fields=["id"], name="catalogue_record_to_index", condition=models.Q(indexed_version__lt=models.F("version"))
            ),
        ]

    def record(self) -> document.Record:
        """The record as it stands."""
        return record_folder.load_record(self.json.encode())

    def in_brief(self) -> document.Record:
        """The record as lists show it: without history, arrivals, and the evidence of its proposal. Nothing is decided on it."""
        return encoding.from_brief(self.brief)

    @classmethod
    def columns(cls, record: document.Record, data: bytes) -> dict[str, Any]:
        """The columns of a record whose record.json is ``data``."""
        facts, retention = record.facts, record.retention
        waits = retention.rule.trigger.value if retention and not retention.trigger_date else ""
        return {
            "version": record.version,
            "status": record.status.value,
            "sha256": record.sha256,
            "file": record.file,
            "title": facts.title,
            "number": facts.number,
            "date": facts.date,
            "code": facts.code,
            "category": facts.category,
            "access_level": facts.access_level,
            "document_type": facts.document_type[:64],
            "retention_end": (retention.ends if retention else None) or "",
            "active_until": (retention.active_until if retention and not clock.transfer_day(record) else None) or "",
            "waits_for": waits,
            "scheme_version": facts.scheme_version[:64],
            "dossier": record.dossier,
            "exempt_version": approval.exempt_version(record),
            "exempt_dossiers": " ".join(approval.dossiers_while_exempt(record)),
            "shelf": str(shelf.shelf(record)),
            "received_at": record.received_at,
            "json": data.decode(),
            "brief": encoding.to_brief(record),
        }


class Arrival(models.Model):
    """One claim from the inbox, noted once."""

    claim = models.CharField(primary_key=True, max_length=64)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="arrivals")
    name = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name"])]


class Page(models.Model):
    """The text of a page and its words, packed; what search results take their snippets and outlines from."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="page_rows")
    number = models.PositiveIntegerField()
    text = models.TextField()
    words = models.BinaryField()
    rotation = models.PositiveSmallIntegerField(default=0)
    failed = models.BooleanField(default=False)
    margins = models.TextField(blank=True, default="")
    """Header and footer lines: no part of the text, and found all the same."""
    notes = models.TextField(blank=True, default="")
    """How it was read and what went wrong, a sentence a line, as they are stored."""
    said = models.TextField(blank=True, default="")
    """What the notes were made from: ``stored_texts.dump_origins``; empty in rows of an earlier version."""
    doubt = models.CharField(max_length=8, blank=True, default="")
    """Why a person should look at it; empty where its text can be relied on."""
    confidence = models.FloatField(default=1.0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "number"], name="catalogue_page_once")]
        indexes: ClassVar = [models.Index(fields=["record", "doubt", "number"], name="catalogue_page_doubt")]

    def stored_notes(self) -> tuple[str, ...]:
        """The notes, each as the text that it was."""
        return stored_texts.load_origins(self.notes.split("\n") if self.notes else (), self.said)

    def boxed_words(self) -> Sequence[pages.Word]:
        """The page's words with their boxes, each unpacked when it is asked for; empty where the paper has no fixed pages."""
        return encoding.PackedWords(self.text, bytes(self.words))


class LedgerLine(models.Model):
    """A line of the recap book: first here, inside the act's transaction, then appended to the book by ``ledger.flush``."""

    seq = models.PositiveIntegerField(primary_key=True)
    subject = models.CharField(max_length=128)
    version = models.PositiveIntegerField()
    at = models.CharField(max_length=40)
    line = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "version"], name="catalogue_ledger_once")]


class Decision(models.Model):
    """An office file as it stands: what people decided that is no record."""

    subject = models.CharField(primary_key=True, max_length=128)
    kind = models.CharField(max_length=32, db_index=True)
    record = models.CharField(max_length=16, blank=True)
    """The record that its name names, if any: who may not see that one, may not see this."""
    version = models.PositiveIntegerField()
    json = models.TextField()

    class Meta:
        db_table = "catalogue_decided"

    def file(self) -> decisions.Decision:
        """The office file; not to be written into, since others are handed the same."""
        return office_file(self.json)


@lru_cache(maxsize=4096)
def office_file(data: str) -> decisions.Decision:
    """The office file in a row. Read once: an office of many years has a thousand dossiers, and pages ask for all of them."""
    return decisions.load(data.encode())


class PersonManager(BaseUserManager["Person"]):
    """People are made by acts (``records/people.py``); this serves login only."""


class Person(AbstractBaseUser):
    """Someone of the office. Name, role and rights come from archive/office/people; the password lives here alone."""

    name = models.CharField(primary_key=True, max_length=64)
    version = models.PositiveIntegerField()
    role = models.CharField(max_length=16)
    exempt_right = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    json = models.TextField()

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "name"

    @property
    def full_name(self) -> str:
        """As papers write it, with degrees; empty where nobody has said it."""
        return self._detail("full_name")

    @property
    def nip(self) -> str:
        """The number of a civil servant, 18 figures."""
        return self._detail("nip")

    @property
    def position(self) -> str:
        """What they are in the office."""
        return self._detail("position")

    def _detail(self, name: str) -> str:
        return str(office_file(self.json).data.get(name, "")) if self.json else ""

    def actor(self, door: str, system_user: str = "") -> document.Actor:
        """This person as an actor, through a door (page, command)."""
        return document.Actor(self.name, document.Role(self.role), self.exempt_right, door, system_user)
