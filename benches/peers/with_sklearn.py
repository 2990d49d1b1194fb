"""Peers written with scikit-learn."""

import numpy as np
from sklearn.preprocessing import StandardScaler

PACKAGES = ("numpy", "scipy", "scikit-learn")


def result(output):
    """List the means, the standard deviations, and the first 1000 scaled rows."""
    scaler, scaled = output
    return [scaler.mean_, np.sqrt(scaler.var_), scaled[:1000]]


def scaler(task, arrays):
    """Fit a StandardScaler and transform the same data into a new array, which is its default."""
    data = arrays["data"]

    def work():
        scaler = StandardScaler().fit(data)
        return scaler, scaler.transform(data)

    return {"work": work, "result": result}


def scaler_in_place(task, arrays):
    """Fit a StandardScaler and overwrite the data, which saves the new array.

    Each run gets a fresh copy of the data, made before the clock starts.
    """
    data = arrays["data"]

    def work(copy):
        scaler = StandardScaler(copy=False).fit(copy)
        return scaler, scaler.transform(copy)

    return {"prepare": lambda: (data.copy(),), "work": work, "result": result}


PEERS = {"scaler_sklearn": scaler, "scaler_sklearn_in_place": scaler_in_place}
