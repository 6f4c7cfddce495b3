"""A place that fails on purpose, at ``faulty://``: import the fixture where it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem


class Faulty(MemoryFileSystem):
    """Blocks in memory; ``fault`` is asked before each call and may raise, wait or cut a block."""

    protocol = "faulty"
    cachable = False
    store: dict = {}  # noqa: RUF012 - as its base has it
    pseudo_dirs = [""]  # noqa: RUF012
    calls: list[tuple[str, str]] = []  # noqa: RUF012
    fault: Callable[[str, str], int | None] = staticmethod(lambda *_: None)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.removeprefix("faulty://").rpartition("@")[2].partition("?")[0].strip("/")

    def _ask(self, what: str, path: str) -> int | None:
        self.calls.append((what, path))
        return type(self).fault(what, path)

    def cat_file(self, path, start=None, end=None, **kwargs):
        self._ask("read", path)
        return super().cat_file(path, start, end, **kwargs)

    def pipe_file(self, path, value, **kwargs):
        cut = self._ask("write", path)
        super().pipe_file(path, value[:cut], **kwargs)
        if cut is not None:
            raise OSError("the line was cut")

    def ls(self, path, detail=True, **kwargs):
        self._ask("list", path)
        return super().ls(path, detail, **kwargs)


@pytest.fixture
def there() -> Iterator[type[Faulty]]:
    """Give the place, empty and without a fault."""
    fsspec.register_implementation("faulty", Faulty, clobber=True)
    Faulty.store, Faulty.pseudo_dirs, Faulty.calls = {}, [""], []
    Faulty.fault = staticmethod(lambda *_: None)
    yield Faulty
    Faulty.fault = staticmethod(lambda *_: None)
