"""What was said of each page as it was read. Rows that are there already get theirs when the catalogue is rebuilt."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_margins")]

    operations = [
        migrations.AddField("page", "notes", models.TextField(blank=True, default="")),
        migrations.AddField("page", "doubt", models.CharField(max_length=8, blank=True, default="")),
        migrations.AddField("page", "confidence", models.FloatField(default=1.0)),
        migrations.AddIndex("page", models.Index(fields=["record", "doubt", "number"], name="catalogue_page_doubt")),
    ]
