"""Texts as arrays of numbers, for whatever looks at all of their characters at once."""

import numpy as np
from numpy.typing import NDArray


def code_points(text: str) -> NDArray[np.uint32]:
    """Give a text as numbers.

    Args:
        text: Any text; lone surrogates are numbers as others are.

    Returns:
        One number a code point; the array cannot be written to.
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))
