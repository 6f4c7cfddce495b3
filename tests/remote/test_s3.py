"""The same by S3's own protocol over HTTP, where moto and s3fs are installed: both are heavy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from voiceguide.remote.place import AwayError, Place

pytest.importorskip("s3fs")
pytest.importorskip("flask_cors")
moto = pytest.importorskip("moto.server")


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    import boto3

    server = moto.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host.replace('0.0.0.0', '127.0.0.1')}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        resource = boto3.resource("s3")
        resource.create_bucket(Bucket="bucket")
        yield resource
    server.stop()


def test_what_one_machine_spoke_another_reads_from_a_bucket(bucket, machine):
    first, second = machine("a", "s3://bucket/clips"), machine("b", "s3://bucket/clips")
    one, spoken = first.made()
    two, again = second.made("neck.flac")
    assert spoken and not again and not one.told and not two.told
    kinds = {each.key.split("/")[1] for each in bucket.Bucket("bucket").objects.all()}
    assert kinds == {"clips", "sounds", "voices"}


@pytest.mark.usefixtures("bucket")
def test_blocks_are_listed_replaced_and_missed(tmp_path):
    place = Place("s3://bucket/made")
    place.write("one/a.mp3", b"a")
    (tmp_path / "b").write_bytes(b"bbb")
    place.put("one/b.mp3", tmp_path / "b")
    before = place.listed("one")
    assert {name: about.size for name, about in before.items()} == {"a.mp3": 1, "b.mp3": 3}
    assert all(about.mtime_ns for about in before.values())
    place.write("one/a.mp3", b"aa")
    assert place.read("one/a.mp3") == b"aa" and place.listed("one")["a.mp3"].size == 2
    assert place.read("one/c.mp3") is None and place.listed("two") == {}


def test_a_bucket_that_is_not_there_is_told_and_made_by_no_one(bucket):
    place = Place("s3://none/clips")
    with pytest.raises(AwayError, match="does not exist"):
        place.write("a", b"a")
    assert [each.name for each in bucket.buckets.all()] == ["bucket"]
