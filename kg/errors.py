"""What can go wrong for a user, said in one line: what, where and what to do."""

from __future__ import annotations


class KgError(Exception):
    """A problem the user can do something about. The message says what is wrong, where, and what to do."""
