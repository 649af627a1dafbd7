"""What order-service wants to know of users, and how it finds out. Nothing else in it knows that there is HTTP in between."""
from typing import Protocol

import requests


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
        try:
            answer = requests.get(f'{self._address}/users/{user_id}', timeout=self._timeout_s)
            if answer.status_code == 404:
                raise UnknownUser(user_id)
            answer.raise_for_status()
            return answer.json()['name']
        except (requests.RequestException, KeyError) as problem:
            raise UsersUnavailable from problem
