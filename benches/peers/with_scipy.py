"""The peer written with SciPy."""

import numpy as np
from scipy.differentiate import derivative

PACKAGES = ("numpy", "scipy")


def curve(x):
    """Compute exp(x) / sqrt(sin(x)^3 + cos(x)^3), a usual test function for numeric differentiation."""
    sine = np.sin(x)
    cosine = np.cos(x)
    return np.exp(x) / np.sqrt(sine * sine * sine + cosine * cosine * cosine)


def derivatives(task, arrays):
    """Differentiate the curve at all points in one vectorized call of scipy.differentiate.derivative.

    With the default settings 4 of 1000 points in [0.1, 1.4] miss a relative error of 1e-10 (the worst has
    4e-9): the first step of 0.5 is as long as the features of the curve. A relative tolerance of 1e-9 cures
    that but needs more steps. The default tolerance with a first step of 0.05 is the loosest and the fastest
    setting that reaches 1e-10 everywhere: the worst error is 2e-13 in [0.1, 1.4] and 5e-11 in [-0.7, 2.2],
    close to the poles at -pi/4 and 3 pi/4.
    """
    points = arrays["points"]

    def work():
        return derivative(curve, points, initial_step=0.05)

    return {"work": work, "result": lambda output: [output.df]}


PEERS = {"derivatives_scipy": derivatives}
