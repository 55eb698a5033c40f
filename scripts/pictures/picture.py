"""What a picture is: a scene that makes something happen, and how that is looked at."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from pictures.page import Theme, View
from pictures.shown import Shown
from pictures.studio import Studio

# A scene makes something happen and returns what then stands there.
Scene = Callable[[Studio], Awaitable[Sequence[Shown]]]

DARK, LIGHT = View(Theme.DARK, 760), View(Theme.LIGHT, 760)
# Side by side, a little narrower.
EVERYWHERE = View(Theme.DARK, 580), View(Theme.LIGHT, 580), View(Theme.DARK, 390)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to take: its name, what it shows in words, the scene, and how it is looked at.

    `hears` is whether the bot may read what members write.
    """

    name: str
    caption: str
    scene: Scene
    views: Sequence[View] = EVERYWHERE
    language: str = "en"
    hears: bool = True

    @property
    def width(self) -> int:
        """CSS pixels."""
        return sum(view.width for view in self.views)

    @property
    def sharpness(self) -> float:
        """How many pixels a CSS pixel becomes: more where the picture stands by itself."""
        return 1.7 if len(self.views) == 1 else 1.0
