"""Any program as a voice: "command:flite -voice rms -o {out} -t {text}"."""

from __future__ import annotations

import json
import os
import shlex
import shutil
from pathlib import Path

from voiceguide.problems import fail
from voiceguide.speech.engine import About, Kind, Voice

DRIVER = "voiceguide.speech.engines.command_engine"
OUT, TEXT = "{out}", "{text}"

_EXAMPLE = "as in --voice 'command:flite -o {out} -t {text}'"


class Command(Kind):
    """Programs that a person names; there is none beforehand."""

    name = "command"

    def open_voice(self, rest: str) -> Voice:
        """Give the voice of a command line.

        Its words go to the program as they are, with no shell between: ``{out}`` is the file that
        it is to write, ``{text}`` the words; without ``{text}`` they are on its standard input.

        Raises VoiceguideError: there is no such program, or it is not told where to write.
        """
        try:
            words = shlex.split(rest, posix=os.name != "nt")
        except ValueError as problem:
            raise fail(f"the command {rest!r} can't be read: {problem}", _EXAMPLE) from problem
        if not words:
            raise fail("a command is missing after the colon", _EXAMPLE)
        if not any(OUT in word for word in words[1:]):
            raise fail(f"{rest!r} does not say where to write", f"{OUT} is the file, {_EXAMPLE}")
        program = shutil.which(words[0])
        if program is None:
            raise fail(f"there is no program {words[0]!r} here", "install it, or give its path")
        if program.lower().endswith((".bat", ".cmd")):
            raise fail(
                f"{words[0]} is a batch file: Windows would read the words as commands",
                "name a program",
            )
        about = Path(program).stat()
        return Voice(
            name=f"{self.name}:{rest}",
            language="en",
            description=f"the program {words[0]}",
            id=json.dumps([str(Path(program).absolute()), *words[1:]]),
            engine="command",
            driver=DRIVER,
            version=f"{about.st_size} {about.st_mtime_ns}",
            about=About(licence="of the program"),
            mend=f"try {words[0]} by itself",
        )
