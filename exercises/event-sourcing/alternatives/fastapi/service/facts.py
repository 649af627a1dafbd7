from dataclasses import dataclass, field
from datetime import datetime, timezone


@dataclass(frozen=True)
class Fact:
    """Something that has happened to a user."""

    kind: str
    subject: int
    details: dict
    at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def public(self):
        return {"at": self.at, "data": self.details, "type": self.kind, "user_id": self.subject}


class Ledger(list[Fact]):
    def about(self, subject: int) -> list[Fact]:
        return [fact for fact in self if fact.subject == subject]
