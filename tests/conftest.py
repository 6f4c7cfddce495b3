"""What the tests share: goldens that one command rewrites, and a cache of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from browsing import chromium, open_page

from voiceguide.audio import lame
from voiceguide.speech.engines import hibari

# How long an example takes says what else the machine does, and is no law.
hypothesis.settings.register_profile("certain", deadline=None)
hypothesis.settings.load_profile("certain")

__all__ = ["chromium", "open_page"]

REWRITE = "python -m pytest --rewrite"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="rewrite the goldens from what is")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Hold a text against its golden file, or rewrite the file where that was asked for."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--rewrite"):
            path.write_text(text, encoding="utf-8")
        wanted = path.read_text(encoding="utf-8") if path.exists() else ""
        assert text == wanted, f"{path.name} differs; if it should, rewrite it: {REWRITE}"

    return compare


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's cache out of the tests; what is spoken once is kept for the whole run."""
    os.environ["VOICEGUIDE_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    os.environ.pop("VOICEGUIDE_STORE", None)


@pytest.fixture(scope="session", autouse=True)
def _system_voice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let pyttsx3's be the usual voice, which starts sooner; and none be there that one got."""
    os.environ["VOICEGUIDE_VOICES"] = str(tmp_path_factory.mktemp("voices"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hibari, "is_installed", lambda: False)
        yield


_installed = hibari.is_installed


@pytest.fixture
def natural(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the natural voice be there, as it is for those who use voiceguide."""
    if not _installed():
        pytest.skip("hibari is not installed here")
    monkeypatch.setattr(hibari, "is_installed", _installed)


@pytest.fixture(params=["quick", "PyAV"])
def encoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold both encoders to the same laws."""
    if request.param == "PyAV":
        monkeypatch.setattr(lame, "quick", lambda: None)
    elif lame.quick() is None:
        pytest.skip("PyAV's own LAME is quick, or the only one")
