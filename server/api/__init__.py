"""The HTTP API for other systems, described by its own OpenAPI document."""

from server.api.application import build_api

__all__ = ["build_api"]
