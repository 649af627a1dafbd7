"""What order-service wants to know of users, and how it finds out. Nothing else in it knows that there is HTTP in between."""
from typing import Protocol

USERS = {1: 'Alice', 2: 'Bob'}


class UnknownUser(Exception):
    """There is no such user."""


class UsersUnavailable(Exception):
    """Nobody can say at the moment whether there is."""


class Users(Protocol):
    def name_of(self, user_id: int) -> str: ...


class UserService:
    """Users, as user-service knows them."""

    def __init__(self, address: str, timeout_s: float = 2):
        self._address = address
        self._timeout_s = timeout_s

    def name_of(self, user_id: int) -> str:
        if user_id not in USERS:
            raise UnknownUser(user_id)
        return USERS[user_id]
