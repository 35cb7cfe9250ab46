"""zhengce: Chinese policy news and documents to annotated JSONL.

>>> import pipeline
>>> nlp = pipeline.load("documents")
>>> [document] = nlp([pipeline.Document(id="1", date="2021-12-17", text="国务院印发《“十四五”数字经济发展规划》。")])
>>> [(e.text, e.label) for e in document.entities][0]
('国务院', 'AGENCY')
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.chain import Pipeline, load
    from pipeline.document import Document
    from pipeline.records import read, write

__all__ = ["Document", "Pipeline", "load", "read", "write"]

_HOMES = {
    "Document": "pipeline.document",
    "Pipeline": "pipeline.chain",
    "load": "pipeline.chain",
    "read": "pipeline.records",
    "write": "pipeline.records",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use: nothing is loaded for who does not ask."""
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}; public names: {', '.join(__all__)}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
