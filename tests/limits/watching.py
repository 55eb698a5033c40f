"""How is a suite watched? Every payload that it sends is checked, whatever the test looks at."""

from dataclasses import dataclass, field
from typing import Any

from tests.limits.requests import ping_faults, request_faults


@dataclass(slots=True)
class Watch:
    """What was sent that Discord would refuse, or that could ping: `"METHOD /path where: why"`."""

    found: list[str] = field(default_factory=list)

    def see(self, method: str, path: str, body: Any) -> None:
        """Look at a request; Any, as JSON is."""
        for check in (request_faults, ping_faults):
            for where, why in check(method, path, body):
                self.found.append(f"{method} {path} {where}: {why}")
