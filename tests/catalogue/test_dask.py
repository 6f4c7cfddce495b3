"""A cluster of Dask over TCP: its workers are daemons, they are killed, and its scheduler goes."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from voiceguide import Order, make_all, verify
from voiceguide.catalogue import clips, making
from voiceguide.catalogue.listing import read_listing
from voiceguide.catalogue.making import Step
from voiceguide.cli import main
from voiceguide.commands import catalogue

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs here are scripts")


@pytest.fixture
def cluster(folder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Two workers, each a process with one thread; the scheduler is in this one."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(clips, "BATCH", 2)
    monkeypatch.setattr(making, "_TOGETHER", 1)
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        protocol="tcp://",
        dashboard_address=None,
        local_directory=str(folder.path / "dask"),
        silence_logs=50,
    ) as cluster:
        yield cluster


def test_a_cluster_makes_it_all_though_workers_are_killed(folder, cluster):
    from distributed import Client

    text = folder.listing.read_text().partition("[[exclude]]")[0]
    folder.listing.write_text(text.replace('["slow", "normal"]', '["normal"]'))
    killed: list[str] = []

    def kill_one(step: Step) -> None:
        if step.phase not in killed:
            processes = [each.process for each in cluster.workers.values()]
            pids = [each.pid for each in processes if each and each.is_alive()]
            if pids:
                killed.append(step.phase)
                os.kill(pids[0], signal.SIGKILL)

    orders = [each for each in read_listing(folder.listing).orders() if isinstance(each, Order)]
    with Client(cluster) as client:
        outcomes = make_all(orders, client.get_executor(pure=False), on_step=kill_one)
    assert killed == ["speak", "assemble"]
    assert not [problem for each in outcomes for problem in each.problems]
    spoken = folder.spoken()
    # What was being said when a worker was killed is begun anew, and nothing else.
    assert len(spoken) <= len(set(spoken)) + 1
    first = folder.made()
    assert len(first) == 4 and all(not verify(Path(each.target)).faults for each in outcomes)

    # Nothing is written down of what a program has made: by the command it is all made twice.
    words = ["catalogue", str(folder.listing), "--dask", cluster.scheduler_address]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert result.stderr.endswith("\n4 made, 0 kept as they are\n")
    assert folder.made() == first and folder.spoken() == spoken
    again = CliRunner().invoke(main, words)
    assert again.stderr == "0 made, 4 kept as they are\n"


def test_a_cluster_that_is_not_there_is_told(folder, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(catalogue, "_WAIT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    words = ["catalogue", str(folder.listing), "--dask", f"tcp://127.0.0.1:{port}"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert f"tcp://127.0.0.1:{port}" in result.stderr and "6 not made:" in result.stderr
    assert not (folder.path / "made").exists()
