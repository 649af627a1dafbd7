"""Tells whoever runs the service that it still answers. Knows nothing of users."""
import time

from flask import Blueprint, jsonify

health = Blueprint("health", __name__)


@health.get("/health")
def answer():
    time.sleep(3)
    return jsonify(status="healthy")
