"""English is complete: every sentence of the pages has one, and what is compiled is what is written."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pipeline.web

WEB = Path(pipeline.web.__file__).parent
LOCALE = WEB / "locale" / "en" / "LC_MESSAGES"
TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"{%\s*blocktranslate(\s+trimmed)?[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")


def in_templates() -> set[str]:
    found: set[str] = set()
    for template in WEB.rglob("*.html"):
        text = template.read_text("utf-8")
        found |= {one or other for one, other in TRANSLATE.findall(text)}
        for trimmed, block in BLOCK.findall(text):
            singular = re.split(r"{%\s*plural\s*%}", block)[0]
            singular = singular.strip() if trimmed else singular
            found.add(VARIABLE.sub(r"%(\1)s", singular))
    return found


def in_code() -> set[str]:
    found: set[str] = set()
    for module in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in {"_", "gettext", "ngettext"}
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(node.args[0].value)  # type: ignore[arg-type]  # a literal
    return found


def catalogue() -> dict:
    with (LOCALE / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # gettext hides it


def test_every_sentence_has_its_english():
    known = {key[0] if isinstance(key, tuple) else key for key in catalogue()}
    assert (in_templates() | in_code()) - known == set()


def test_the_compiled_catalogue_is_the_written_one():
    written = (LOCALE / "django.po").read_text("utf-8")
    compiled = {value for value in catalogue().values() if value and "Content-Type" not in value}
    for value in compiled:
        head = value.splitlines()[0][:40].replace('"', '\\"')
        assert head in written, value
    assert "#, fuzzy" not in written


def test_a_page_in_english_says_nothing_in_indonesian_of_its_own(as_):
    browser = as_("siti")
    browser.post("/bahasa/", {"language": "en"})
    text = browser.get("/antrean/").content.decode()
    assert "My turn" in text
    assert "Giliran" not in text


def test_plurals_are_right_in_both(as_):
    browser = as_("siti")
    assert "1 naskah ditemukan" in browser.get("/cari/?q=selendraga&di=semua").content.decode()
    browser.post("/bahasa/", {"language": "en"})
    assert "1 paper found" in browser.get("/cari/?q=selendraga&di=semua").content.decode()
    assert "0 papers found" in browser.get("/cari/?q=qqqq&di=semua").content.decode()
