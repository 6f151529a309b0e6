"""URL converters: record numbers and boxes."""

Four = tuple[int, int, int, int]


class RecordId:
    """``2026-000123``."""

    regex = r"[0-9]{4}-[0-9]{6,9}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class Edges:
    """``250-1200-9750-2100``: left, top, right and bottom in ten-thousandths of the page."""

    regex = r"[0-9]{1,5}-[0-9]{1,5}-[0-9]{1,5}-[0-9]{1,5}"

    def to_python(self, value: str) -> Four:
        """Four numbers."""
        left, top, right, bottom = map(int, value.split("-"))
        return (left, top, right, bottom)

    def to_url(self, value: Four) -> str:
        """Four numbers, joined."""
        return "-".join(map(str, value))
