"""Classification (SOP 2): what a paper is and where it belongs.

A reading goes in, a proposal with reasons comes out (``propose``): the facts that the paper states about itself (``facts``), and
the class of the scheme (``scheme/``, data in ``schemes/``) that its printed code or its words point to. The room proposes; people
decide.
"""

from pipeline.classification.exemption.mentions import mentions
from pipeline.classification.exemption.operative_part import exempts, is_draft, operative_part, refuses
from pipeline.classification.fields.document_type import KINDS
from pipeline.classification.layout.letterhead import letterhead
from pipeline.classification.number.codes import TYPE_CODES
from pipeline.classification.propose import Office, propose
from pipeline.classification.scheme.scheme import Scheme, SchemeRow, load, load_default

__all__ = [
    "KINDS",
    "TYPE_CODES",
    "Office",
    "Scheme",
    "SchemeRow",
    "exempts",
    "is_draft",
    "letterhead",
    "load",
    "load_default",
    "mentions",
    "operative_part",
    "propose",
    "refuses",
]
