"""What people decided that is no record gets rows of its own; records say what they wait for and in which dossier they lie."""

import json

from django.db import migrations, models


def fill(apps, _schema_editor):
    """Rows that are there already, from the bytes of their files."""
    record_rows, decided = apps.get_model("catalogue", "Record"), apps.get_model("catalogue", "Decided")
    for row in record_rows.objects.iterator():
        record = json.loads(row.json)
        retention = record.get("retention") or {}
        row.active_until = retention.get("active_until") or ""
        row.waits_for = "" if retention.get("trigger_date") else retention.get("rule", {}).get("trigger", "")
        row.scheme_version = record["facts"]["scheme_version"][:64]
        row.save(update_fields=["active_until", "waits_for", "scheme_version"])
    for person in apps.get_model("catalogue", "Person").objects.all():
        decided.objects.create(subject=f"people/{person.name}", kind="people", version=person.version, json=person.json)


def _text(length, **also):
    return models.CharField(blank=True, default="", max_length=length, **also)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Decided",
            fields=[
                ("subject", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("kind", models.CharField(db_index=True, max_length=32)),
                ("record", models.CharField(blank=True, max_length=16)),
                ("version", models.PositiveIntegerField()),
                ("json", models.TextField()),
            ],
        ),
        migrations.AddField("record", "active_until", _text(10), preserve_default=False),
        migrations.AddField("record", "waits_for", _text(8), preserve_default=False),
        migrations.AddField("record", "scheme_version", _text(64), preserve_default=False),
        migrations.AddField("record", "dossier", _text(64), preserve_default=False),
        migrations.AddIndex("record", models.Index(fields=["active_until"], name="catalogue_record_active")),
        migrations.AddIndex("record", models.Index(fields=["waits_for", "status"], name="catalogue_record_waits")),
        migrations.AddIndex("record", models.Index(fields=["dossier"], name="catalogue_record_dossier")),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
