"""Training the model of names: data (``data``, ``silver``), swapped names (``swap``), the model (``fit``), figures."""
