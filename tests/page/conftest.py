"""A short session to follow."""

from short_session import short_session

__all__ = ["short_session"]
