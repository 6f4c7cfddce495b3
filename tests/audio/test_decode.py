from pathlib import Path

import pytest

from voiceguide.audio.decode import read_samples


def test_a_file_that_is_no_sound_is_refused(tmp_path: Path):
    (tmp_path / "text.wav").write_text("not sound")
    with pytest.raises(OSError):
        read_samples(tmp_path / "text.wav")
    with pytest.raises(OSError):
        read_samples(tmp_path / "missing.wav")
