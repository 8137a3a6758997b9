"""What is remembered of texts, so that nothing is worked out twice in one comparison, and how it is forgotten.

The results are the same with and without; a process that compares many documents of many people forgets between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

R = TypeVar("R")

_REMEMBERED: list[_lru_cache_wrapper[Any]] = []


def remembered(most: int) -> Callable[[Callable[..., R]], _lru_cache_wrapper[R]]:
    """Return a decorator that keeps the results of a function of texts, up to *most* of them."""

    def remember(function: Callable[..., R]) -> _lru_cache_wrapper[R]:
        found = lru_cache(maxsize=most)(function)
        _REMEMBERED.append(found)
        return found

    return remember


@contextmanager
def forgetting() -> Iterator[None]:
    """Forget at the end, however it ends: around a comparison, or as a decorator of what makes one."""
    try:
        yield
    finally:
        forget()


def forget() -> None:
    """Forget every text, and whatever was worked out of one."""
    for one in _REMEMBERED:
        one.cache_clear()
