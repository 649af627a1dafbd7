"""Tells whoever runs the service that it still answers. Knows nothing of users."""
import json

from flask import Blueprint

health = Blueprint("health", __name__)


@health.get("/health")
def answer():
    return json.dumps({"status": "healthy"})
