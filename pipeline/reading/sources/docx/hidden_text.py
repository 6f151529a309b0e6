"""Hidden text of a Word document (``w:vanish``, ECMA-376 part 1, 17.3.2.41)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True)
class HiddenText:
    """Text of one paragraph that is not shown."""

    text: str


class HiddenRuns:
    """Which runs of a document are hidden, by themselves or by their styles."""

    def __init__(self, styles: Any = None) -> None:
        """From the root of ``styles.xml``; without it only what a run says of itself counts."""
        self._styles = {} if styles is None else {one.get(W + "styleId", ""): one for one in styles.iter(W + "style")}
        of_all = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault")
        self._default = bool(of_all is not None and _said(of_all))
        usual = (name for name, one in self._styles.items() if one.get(W + "type") == "paragraph" and _is_on(one, "default"))
        self._usual = next(usual, "")
        """The style of paragraphs that name none."""

    def hides(self, run: Any) -> bool:
        """Whether Word leaves this run out."""
        own = _said(run)
        if own is not None:
            return own
        paragraph = next(run.iterancestors(W + "p"), None)
        named = None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle")
        letters = run.find(f"{W}rPr/{W}rStyle")
        by_paragraph = self._of_style(self._usual if named is None else named.get(W + "val", ""))
        by_letters = False if letters is None else self._of_style(letters.get(W + "val", ""))
        # A style that hides within one that hides shows again (17.7.3).
        return self._default or by_paragraph != by_letters

    def _of_style(self, style: str) -> bool:
        """Whether a style hides, by itself or by what it is based on."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            said = _said(self._styles[style])
            if said is not None:
                return said
            based = self._styles[style].find(W + "basedOn")
            style = "" if based is None else based.get(W + "val", "")
        return False


def _said(element: Any) -> bool | None:
    """What the properties of a run or a style say of it; ``None`` where they say nothing."""
    found = element.find(f"{W}rPr/{W}vanish")
    return None if found is None else _is_on(found, "val", "1")


def _is_on(element: Any, name: str, otherwise: str = "0") -> bool:
    return str(element.get(W + name, otherwise)).lower() not in OFF
