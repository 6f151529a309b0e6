"""What shelves are called on the pages."""

import pytest
from django.utils import translation

from pipeline.web.shelf_names import shelf_name


@pytest.mark.parametrize(
    ("path", "indonesian", "english"),
    [
        ("shelves/awaiting-05y/HM.02/2026-000123", "menunggu, 5 tahun · HM.02", "awaiting, 5 years · HM.02"),
        ("shelves/awaiting-rule/PL.01/2026-000123", "menunggu aturan retensi · PL.01", "awaiting a retention rule · PL.01"),
        ("shelves/permanent/HK.03.1/2026-000123", "permanen · HK.03.1", "permanent · HK.03.1"),
        ("shelves/2031-12-31/TU.01.2/2026-000123", "sampai 31 Desember 2031 · TU.01.2", "until 31 December 2031 · TU.01.2"),
        (
            "shelves/awaiting-rule/tanpa-kode/2026-000123",
            "menunggu aturan retensi · tanpa kode",
            "awaiting a retention rule · no code",
        ),
        ("queue/2026-000123", "antrean", "queue"),
        ("set-aside/2026-000123", "disisihkan", "set aside"),
        ("lain", "lain", "lain"),
    ],
)
def test_a_shelf_is_called_by_how_long_its_papers_stay(office, path: str, indonesian: str, english: str):
    with translation.override("id"):
        assert shelf_name(path) == indonesian
    with translation.override("en"):
        assert shelf_name(path) == english
