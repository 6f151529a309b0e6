"""The model ``Decided`` is called ``Decision``. Its table keeps its name, so that nothing in a home is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_said")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Decided", "Decision"),
                migrations.AlterModelTable("Decision", "catalogue_decided"),
            ]
        )
    ]
