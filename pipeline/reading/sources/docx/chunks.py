"""Imported chunks of a Word file: HTML, RTF, plain text (``altChunk``, ECMA-376 part 1, 17.17.2)."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset("p div tr table li ul ol h1 h2 h3 h4 h5 h6 blockquote pre section article header footer dt dd hr".split())
_LEFT_OUT = frozenset("script style head title template".split())


def text_of(content: bytes) -> str:
    """What the piece says. A piece that is a Word document is none of these; see ``body``."""
    if content.lstrip().startswith(b"{\\rtf"):
        return _of_rtf(content)
    if content[:200].lstrip().lower().startswith((b"mime-version:", b"from:", b"content-type:")):
        content = _html_of_mail(content)
    if b"<" in content[:2000]:
        return _of_html(content)
    return content.decode("utf-8", errors="replace")


def _of_rtf(content: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(content.decode("latin-1"), errors="ignore")).strip()  # type: ignore[no-untyped-call]  # it has no types


def _html_of_mail(content: bytes) -> bytes:
    """A page that was saved with its pictures is a mail to nobody."""
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("html", "plain"))
    return b"" if body is None else str(body.get_content()).encode()


def _of_html(content: bytes) -> str:
    from lxml import etree, html

    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError):
        return ""
    lines = "".join(_pieces(root)).splitlines()
    return "\n".join(line for line in ("\t".join(map(_tidy, line.split("\t"))).strip() for line in lines) if line)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _pieces(element: Any) -> Iterator[str]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag not in _LEFT_OUT:
        yield "\n" if tag in _BLOCKS or tag == "br" else ""
        # A line's end in the source is a blank.
        yield _tidy_edges(element.text)
        for child in element:
            yield from _pieces(child)
        yield "\t" if tag in ("td", "th") else "\n" if tag in _BLOCKS else ""
    yield _tidy_edges(element.tail)


def _tidy_edges(text: str | None) -> str:
    if not text:
        return ""
    return (" " if text[0].isspace() else "") + " ".join(text.split()) + (" " if text[-1].isspace() else "")
