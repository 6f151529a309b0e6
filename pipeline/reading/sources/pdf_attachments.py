"""Files inside a PDF: attachments of the document, a page or an annotation; portfolios.

They are named, with their sizes. To read them as papers of their own, begin with ``list_attachments``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.language.phrases import BilingualText
from pipeline.reading import messages

if TYPE_CHECKING:
    import pikepdf

MOST = 200
"""Files that are named."""
MOST_PAGES = 2000
KIB = 1024


@dataclass(frozen=True)
class Attachment:
    """One file inside a PDF."""

    name: str
    size: int
    """Bytes, as they are once taken out."""


def list_attachments(pdf: pikepdf.Pdf) -> tuple[Attachment, ...]:
    """The files inside an open PDF, each once, in the order in which viewers list them."""
    found: dict[Any, Attachment] = {}
    for spec in _specifications(pdf):
        name = str(spec.get("/UF") or spec.get("/F") or "")
        embedded = spec.get("/EF")
        stream = (embedded.get("/UF") or embedded.get("/F")) if _is_dictionary(embedded) else None
        if stream is None:
            # It points at a file elsewhere.
            continue
        key = stream.objgen if stream.is_indirect else id(stream)
        if key not in found and len(found) < MOST:
            found[key] = Attachment(name, _size(stream))
    return tuple(found.values())


def is_portfolio(pdf: pikepdf.Pdf) -> bool:
    """Whether the pages are only a cover: a collection of files."""
    return "/Collection" in pdf.Root


def notes(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """What to say of the files inside; nothing without any, nor where the file's objects are damaged."""
    import pikepdf

    try:
        files = list_attachments(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, NotImplementedError):
        return ()
    if not files:
        return ()
    names = ", ".join(f"{one.name or '?'} ({_said(one.size)})" for one in files)
    phrase = messages.PORTFOLIO if is_portfolio(pdf) else messages.ATTACHED
    return (phrase(count=len(files), names=names),)


def _said(size: int) -> BilingualText:
    return messages.KILOBYTES(size=max(1, round(size / KIB)))


def _specifications(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The dictionaries that name a file, wherever one may stand."""
    import pikepdf

    names: Any = pdf.Root.get("/Names")
    tree: Any = names.get("/EmbeddedFiles") if _is_dictionary(names) else None
    if _is_dictionary(tree):
        for _, spec in sorted(pikepdf.NameTree(tree).items()):
            if _is_dictionary(spec):
                yield spec
    yield from _each(pdf.Root.get("/AF"))
    for page in pdf.pages[:MOST_PAGES]:
        yield from _each(page.obj.get("/AF"))
        for annotation in _each(page.obj.get("/Annots")):
            if annotation.get("/Subtype") == "/FileAttachment" and _is_dictionary(annotation.get("/FS")):
                yield annotation["/FS"]
            yield from _each(annotation.get("/AF"))


def _each(array: Any) -> Iterator[Any]:
    import pikepdf

    if isinstance(array, pikepdf.Array):
        yield from (one for one in array if _is_dictionary(one))


def _is_dictionary(thing: Any) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Dictionary)


def _size(stream: Any) -> int:
    params = stream.get("/Params")
    said = params.get("/Size") if _is_dictionary(params) else None
    return int(said) if said is not None else len(stream.read_raw_bytes())
