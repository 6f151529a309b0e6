"""Which records were ever exempt, and in which dossiers they lay then: asked by every page that names dossiers."""

from django.db import migrations, models

from pipeline import approval
from pipeline.archive import record_folder


def fill(apps, schema_editor):
    """The rows that are there already, from the bytes of their files."""
    rows = apps.get_model("catalogue", "Record").objects.order_by("pk")
    last = ""
    while batch := list(rows.filter(pk__gt=last)[:500].values_list("pk", "json")):
        records = [(record_folder.load_record(data.encode()), pk) for pk, data in batch if "dikecualikan" in data]
        past = [(approval.exempt_version(record), " ".join(approval.dossiers_while_exempt(record)), pk) for record, pk in records]
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany("UPDATE catalogue_record SET exempt_version = %s, exempt_dossiers = %s WHERE id = %s", past)
        last = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_lists")]

    operations = [
        migrations.AddField("record", "exempt_version", models.PositiveIntegerField(default=0)),
        migrations.AddField("record", "exempt_dossiers", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "record",
            models.Index(
                fields=["exempt_version", "id", "exempt_dossiers"],
                name="catalogue_record_exempt_past",
                condition=models.Q(exempt_version__gt=0),
            ),
        ),
    ]
