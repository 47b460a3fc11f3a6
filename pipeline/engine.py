"""Where documents are worked: one task per table, here in this process, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def work(tasks: Iterable[Task], do: Callable[[Task], Result]) -> Iterator[Result]:
    """Give the result of each task, in the order of `tasks`.

    The place of this module is kept for a Dask cluster: callers hand over whole tables and take
    back results in order, so that where they are worked cannot change them.
    """
    for task in tasks:
        yield do(task)
