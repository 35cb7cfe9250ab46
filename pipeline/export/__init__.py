"""Annotated records in other forms."""
