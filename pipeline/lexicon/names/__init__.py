"""Names by their context: a linear-chain model over characters, in numpy."""
