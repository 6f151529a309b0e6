"""One's own account and the administrator's page, in a browser."""

from __future__ import annotations

from datetime import date

from pipeline.document import Role
from tests.web.conftest import OPERATOR


def test_one_changes_ones_own_password_in_the_menu_under_the_name(site) -> None:
    from pipeline.records import people

    people.add(site.home, OPERATOR, "joko", Role.DESK, password="kenanga-2024-joko")
    page = site.open("joko", "/antrean/")
    page.click("a.who")
    page.fill("[name=old]", "kenanga-2024-joko")
    page.fill("[name=password]", "melati-putih-2025")
    page.fill("[name=repeated]", "melati-putih-2025")
    page.click("text=Ganti kata sandi >> nth=-1")
    page.wait_for_selector(".notice.success")
    assert "sudah diganti" in page.inner_text("#pesan")
    page.goto(f"{site.base}/antrean/")
    assert "/masuk/" not in page.url
    other = site.open("", "/masuk/")
    other.fill("[name=name]", "joko")
    other.fill("[name=password]", "melati-putih-2025")
    other.press("[name=password]", "Enter")
    other.wait_for_url(lambda url: "/masuk/" not in url)


def test_an_appointment_as_deputy_is_revoked_with_a_click(site) -> None:
    from pipeline.catalogue import models
    from pipeline.records import people

    today = date.today().isoformat()
    people.set_deputy(site.home, OPERATOR, "siti", "budi", today, today)
    page = site.open("admin", "/orang/")
    page.click("summary:has-text('siti')")
    page.click("button[name=revoke][value=budi]")
    page.wait_for_selector(".notice.success")
    assert people.principals(models.Person.objects.get(pk="siti")) == ()
