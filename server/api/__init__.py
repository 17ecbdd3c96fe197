"""The HTTP API for other systems, described by its own OpenAPI document."""
