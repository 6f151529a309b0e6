"""The catalogue as a Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Named ``catalogue`` in migrations and in AUTH_USER_MODEL."""

    name = "pipeline.catalogue"
    label = "catalogue"
