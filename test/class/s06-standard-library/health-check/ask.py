"""Fails where the service that runs does not answer."""
from urllib.request import urlopen

urlopen("http://127.0.0.1:5000/health", timeout=3)
