"""Tells whoever runs the service that it still answers. Knows nothing of users."""
from flask import Blueprint, jsonify

health = Blueprint("health", __name__)


@health.get("/health")
def answer():
    return jsonify(status="ok")
