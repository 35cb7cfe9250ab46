"""What a run found, in numbers that a person reads. Knows the record, never a stage."""
