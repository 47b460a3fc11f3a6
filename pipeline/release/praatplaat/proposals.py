"""Statements in; the icon and the question that a plate proposes for each out, by theme and heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MOST_VARIANTS = 20  # "kansen_2", "kansen_3", …


@dataclass
class Proposer:
    """What has been proposed on one plate, so that nothing is said twice while there is more."""

    questions: Mapping[str, str]  # of the texts: by "thema_kop", "thema", "kop", "kop_2", …
    icons: Mapping[
        str, Sequence[str]
    ]  # by theme and by heading, first choice first; "" for all others
    words: Mapping[str, str] = field(default_factory=dict)  # icon to a pattern of words
    asked: set[str] = field(default_factory=set)
    drawn: set[str] = field(default_factory=set)

    def question(self, themes: Sequence[str], heading: str) -> str:
        """Return a question that fits and was not asked yet, "" where there is none left."""
        for key in _keys(themes, heading):
            found = self.questions.get(key, "")
            if found and found not in self.asked:
                self.asked.add(found)
                return found
        return ""

    def icon(self, themes: Sequence[str], heading: str, *, text: str = "") -> str:
        """Return an icon that fits, one that is not on the plate yet where there is one.

        By its themes, then by the first word of the list that it holds, then by its heading.
        """
        fits = [one for theme in themes for one in self.icons.get(theme, ())]
        fits += [icon for icon, pattern in self.words.items() if re.search(pattern, text, re.I)]
        fits += [one for key in (heading, "") for one in self.icons.get(key, ())]
        fresh = (one for one in fits if one not in self.drawn)
        found = next(fresh, fits[0] if fits else "")
        self.drawn.add(found)
        return found


def _keys(themes: Iterable[str], heading: str) -> Iterator[str]:
    """Yield the names under which a question may stand, the closest first."""
    for theme in themes:
        yield f"{theme}_{heading}"
        yield theme
    for number in range(1, MOST_VARIANTS + 1):
        yield heading if number == 1 else f"{heading}_{number}"
    for number in range(1, MOST_VARIANTS + 1):
        yield "altijd" if number == 1 else f"altijd_{number}"
