"""Words that a search does not look for when other words stand beside them."""

from __future__ import annotations

from pipeline.language.indonesian import STOP_WORDS

QUESTION_WORDS = frozenset(
    """
    apa apakah siapa siapakah berapa berapakah kapan kapankah mana manakah dimana dimanakah kemana darimana bagaimana bagaimanakah
    mengapa mengapakah kenapa adakah bisakah bolehkah dapatkah tolong carikan tampilkan tunjukkan sebutkan jelaskan
    """.split()
)
ENGLISH = frozenset(
    """
    a about and any are at be been but by can could did do does for from had has have how if in into is it its many may me much my
    of on or our please shall should show so some tell than that the their them there these they this those to was we were what when
    where which who whom whose why will with would you your rp
    """.split()
)
IGNORED = STOP_WORDS | QUESTION_WORDS | ENGLISH
"""Folded words. A question in whole sentences asks for its other words."""
