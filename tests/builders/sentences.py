"""Everything Berkas says in Indonesian: its messages and failures, its pages, its clauses and the help of its commands."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pipeline
from pipeline.language.phrases import Message

ROOT = Path(pipeline.__file__).parent
WITHOUT_DJANGO = ("intake", "reading", "classification", "approval", "archive", "search", "register", "formats", "language")
TRANSLATED = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCKS = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
MSGID = re.compile(r'^msgid(?:_plural)? "(.*)"$', re.MULTILINE)


def all_messages() -> list[Message]:
    """Every ``Message`` of the rooms that know no Django, those of their failures with them."""
    for room in WITHOUT_DJANGO:
        for module in pkgutil.walk_packages([str(ROOT / room)], f"pipeline.{room}."):
            importlib.import_module(module.name)
    return [one for one in gc.get_objects() if type(one) is Message]  # isinstance would wake lazy objects of Django


def on_pages() -> Iterator[str]:
    """What the templates say, and each key of the English catalogue."""
    for template in ROOT.rglob("*.html"):
        text = template.read_text("utf-8")
        yield from (one or other for one, other in TRANSLATED.findall(text))
        yield from BLOCKS.findall(text)
    for catalogue in ROOT.rglob("*.po"):
        yield from MSGID.findall(catalogue.read_text("utf-8"))


def in_code() -> Iterator[str]:
    """The Indonesian of each clause, failure and label that stands in the code, and the help of each command."""
    for module in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield from _of_call(node, module)
            elif isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "indonesian" for target in node.targets):
                yield _text(node.value)
            elif isinstance(node, ast.FunctionDef) and module.parent.name == "cli" and node.decorator_list:
                yield ast.get_docstring(node) or ""


def _of_call(node: ast.Call, module: Path) -> Iterator[str]:
    name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
    if name in {"BilingualText", "Message", "_", "gettext", "ngettext", "_said"} and node.args:
        yield _text(node.args[0])
    elif module.parent.name == "cli":
        if name in {"print", "complain", "wrong_use"}:
            yield from map(_text, node.args)
        yield from (_text(word.value) for word in node.keywords if word.arg in {"help", "metavar"})


def _text(node: ast.expr) -> str:
    """The words of a literal, an f-string's places left out."""
    return " ".join(part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))
