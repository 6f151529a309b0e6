"""What the notes of each page were made from. Rows that are there already are recognised by their words until a rebuild."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_notes")]

    operations = [migrations.AddField("page", "said", models.TextField(blank=True, default=""))]
