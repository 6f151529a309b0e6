"""Header and footer lines of pages, for the index. Rows that are there already get theirs when the catalogue is rebuilt."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_exempt_past")]

    operations = [migrations.AddField("page", "margins", models.TextField(blank=True, default=""))]
