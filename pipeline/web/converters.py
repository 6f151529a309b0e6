"""What a record's number looks like in an address."""


class RecordId:
    """``2026-000123``."""

    regex = r"[0-9]{4}-[0-9]{6,9}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value
