"""Bytes to documents: finding the inputs, decoding, one reader a format."""

from pipeline.ingest.inputs import Input, expand
from pipeline.ingest.read import read

__all__ = ["Input", "expand", "read"]
