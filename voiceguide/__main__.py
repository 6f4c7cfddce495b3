"""The command ``voiceguide``, and ``python -m voiceguide``: ready for Ctrl-C before all else."""

import atexit
import gc
import os
import signal
import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command; whatever its streams do, it ends with a line at most."""
    # Nearly every command has ended before there is much to collect; looking for it while modules
    # load and patterns are compiled would take a twentieth of the time.
    gc.set_threshold(100_000)
    # What is imported below takes a moment, in which nothing is begun yet.
    signal.signal(signal.SIGINT, _stop)
    _open_streams()
    status: object = 1
    try:
        from voiceguide.cli import main as command

        command()
    except SystemExit as end:
        status = end.code
    except OSError as problem:
        _tell(problem)
    # All is done or told: from here on there is nothing to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as problem:
            status = status or 1
            _tell(problem)
            # Python would try once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    _end(status)


def _end(status: object) -> None:
    """End with a status; where no thread goes on, without taking all that is loaded apart.

    Everything is written and closed by now, and to clear away each of so many things takes as long
    as to print a plan.
    """
    import threading  # loaded by now

    if threading.active_count() == 1 and (status is None or isinstance(status, int)):
        atexit._run_exitfuncs()
        os._exit(status or 0)
    sys.exit(status)  # type: ignore[arg-type]


def _stop(*_: object) -> None:
    os.write(2, b"\nstopped: no file was changed\n")
    os._exit(_INTERRUPTED)


def _open_streams() -> None:
    """Put nothing in place of a stream that is closed, or the next file opened would take it."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _tell(problem: OSError) -> None:
    told = f"voiceguide: what it has to say can't be written: {problem.strerror or problem}\n"
    os.write(2, told.encode())


if __name__ == "__main__":
    main()
