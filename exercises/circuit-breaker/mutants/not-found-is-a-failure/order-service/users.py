"""How order-service learns what a user is called."""
import requests


class UserService:
    def __init__(self, address, timeout_s=2):
        self._address = address
        self._timeout_s = timeout_s

    def name_of(self, user_id):
        """The name, or None where there is no such user. Raises an error where user-service cannot say."""
        answer = requests.get(f'{self._address}/users/{user_id}', timeout=self._timeout_s)
        answer.raise_for_status()
        return answer.json()['name']
