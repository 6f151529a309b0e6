"""Lists of tens of thousands of records are answered from indexes, and show each record from a brief of it."""

from django.db import migrations, models

from pipeline.archive import record_folder, retention
from pipeline.catalogue import encoding


def fill(apps, schema_editor):
    """The rows that are there already, from the bytes of their files."""
    rows = apps.get_model("catalogue", "Record").objects.order_by("pk")
    last = ""
    while batch := list(rows.filter(pk__gt=last)[:500].values_list("pk", "json")):
        records = [(record_folder.load_record(data.encode()), pk) for pk, data in batch]
        told = [(record.facts.document_type[:64], encoding.to_brief(record), pk) for record, pk in records]
        gone = [(pk,) for record, pk in records if retention.transfer_day(record)]
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany("UPDATE catalogue_record SET document_type = %s, brief = %s WHERE id = %s", told)
            cursor.executemany("UPDATE catalogue_record SET active_until = '' WHERE id = %s", gone)
        last = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_decided")]

    operations = [
        migrations.AddField(
            "record", "document_type", models.CharField(blank=True, default="", max_length=64), preserve_default=False
        ),
        migrations.AddField("record", "brief", models.TextField(default=""), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex("record", "catalogue_r_status_4707c3_idx"),
        migrations.RemoveIndex("record", "catalogue_r_retenti_a8c308_idx"),
        migrations.RemoveIndex("record", "catalogue_record_active"),
        migrations.RemoveIndex("record", "catalogue_record_dossier"),
        *(
            migrations.AddIndex("record", models.Index(fields=fields, name=f"catalogue_record_{name}"))
            for name, fields in (
                ("state", ["status", "category", "id", "version", "received_at"]),
                ("register", ["status", "category", "date", "id"]),
                ("ending", ["status", "retention_end", "code", "id", "category"]),
                ("active", ["status", "active_until", "code", "id", "category", "retention_end"]),
                ("dossier", ["dossier", "status", "category", "access_level"]),
                ("arrived", ["received_at", "category", "document_type"]),
            )
        ),
    ]
