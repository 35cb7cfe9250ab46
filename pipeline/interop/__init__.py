"""To other libraries and back: spaCy's documents (:mod:`pipeline.interop.convert`) and components of its pipelines."""
