"""L-BFGS on 32-bit arrays: a model has a million weights, and the general optimisers spend their time on copies."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Point = npt.NDArray[np.float32]
Objective = Callable[[Point], tuple[float, Point]]


def minimise(objective: Objective, start: Point, rounds: int, memory: int = 6, tolerance: float = 1e-4) -> Point:
    """Find the lowest point of a smooth convex function.

    Args:
        objective: Gives the value and the gradient at a point.
        start: Where to begin; any shape.
        rounds: The most steps.
        memory: How many former steps shape the next one.
        tolerance: Stop when a step lowers the value by less than this part of it, twice in a row.

    Returns:
        The best point found, of the same shape. The same input gives the same point.
    """
    point = start
    value, slope = objective(point)
    steps: list[tuple[Point, Point, float]] = []
    idle = 0
    for _ in range(rounds):
        direction = _direction(slope, steps)
        fall = float(np.vdot(direction, slope))
        if fall >= 0:
            direction, fall, steps = -slope, -float(np.vdot(slope, slope)), []
        length = 1.0 if steps else min(1.0, 1.0 / max(1e-12, float(np.abs(slope).sum())))
        while True:
            moved = point + np.float32(length) * direction
            new_value, new_slope = objective(moved)
            if new_value <= value + 1e-4 * length * fall or length < 1e-8:
                break
            length *= 0.5
        if new_value > value:
            break
        change, bend = moved - point, new_slope - slope
        curve = float(np.vdot(change, bend))
        if curve > 1e-10:
            steps = [*steps[-(memory - 1) :], (change, bend, curve)]
        idle = idle + 1 if value - new_value < tolerance * abs(new_value) else 0
        point, value, slope = moved, new_value, new_slope
        if idle >= 2:
            break
    return point


def _direction(slope: Point, steps: list[tuple[Point, Point, float]]) -> Point:
    direction = -slope
    parts: list[np.float32] = []
    for change, bend, curve in reversed(steps):
        part = np.float32(float(np.vdot(change, direction)) / curve)
        direction -= part * bend
        parts.append(part)
    if steps:
        _, bend, curve = steps[-1]
        direction *= np.float32(curve / float(np.vdot(bend, bend)))
    for (change, bend, curve), part in zip(steps, reversed(parts), strict=True):
        direction += (part - np.float32(float(np.vdot(bend, direction)) / curve)) * change
    return direction
