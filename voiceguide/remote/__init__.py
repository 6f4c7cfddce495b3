"""Files that are elsewhere: in a bucket, on a server, at any address that fsspec knows."""
