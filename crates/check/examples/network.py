"""A network with two hidden layers, written out as in an exercise: forward, backward, and dictionaries.

    wellposed-check --client python > wellposed.py
    wellposed-check -- python3 network.py
    wellposed-check -- python3 network.py wrong       # with two mistakes in backward
"""

import sys

import numpy as np

import wellposed


# ANCHOR: forward
def forward(X, Y, parameters):
    """The mean logistic loss, and what backward needs."""
    names = ("W1", "b1", "W2", "b2", "W3", "b3")
    W1, b1, W2, b2, W3, b3 = (parameters[name] for name in names)
    Z1 = W1 @ X + b1
    A1 = np.maximum(Z1, 0.0)
    A2 = np.tanh(W2 @ A1 + b2)
    A3 = 1.0 / (1.0 + np.exp(-(W3 @ A2 + b3)))
    cost = -np.mean(Y * np.log(A3) + (1.0 - Y) * np.log(1.0 - A3))
    return cost, (Z1, A1, A2, A3, W2, W3)
# ANCHOR_END: forward


# ANCHOR: backward
def backward(X, Y, cache):
    """The derivatives of the cost by each parameter."""
    Z1, A1, A2, A3, W2, W3 = cache
    m = X.shape[1]
    dZ3 = (A3 - Y) / m
    dZ2 = (W3.T @ dZ3) * (1.0 - A2**2)
    dZ1 = (W2.T @ dZ2) * (Z1 > 0.0)
    return {
        "dW3": dZ3 @ A2.T, "db3": dZ3.sum(axis=1, keepdims=True),
        "dW2": dZ2 @ A1.T, "db2": dZ2.sum(axis=1, keepdims=True),
        "dW1": dZ1 @ X.T, "db1": dZ1.sum(axis=1, keepdims=True),
    }
# ANCHOR_END: backward


# ANCHOR: wrong
def wrong(X, Y, cache):
    """The same with two mistakes."""
    gradients = backward(X, Y, cache)
    gradients["dW2"] = 2.0 * gradients["dW2"]
    gradients["db1"] = gradients["db1"] / X.shape[1]
    return gradients
# ANCHOR_END: wrong


def example(seed=3):
    """Ten random examples with four features each, and random parameters."""
    numbers = np.random.default_rng(seed)
    X = numbers.standard_normal((4, 10))
    Y = (numbers.random((1, 10)) > 0.5).astype(float)
    parameters = {}
    for layer, (units, inputs) in enumerate([(5, 4), (3, 5), (1, 3)], start=1):
        parameters[f"W{layer}"] = numbers.standard_normal((units, inputs)) / np.sqrt(inputs)
        parameters[f"b{layer}"] = 0.1 * numbers.standard_normal((units, 1))
    return X, Y, parameters


if __name__ == "__main__":
    X, Y, parameters = example()
    if "wrong" in sys.argv:
        sys.exit(wellposed.serve(wellposed.network(forward, wrong, X, Y, parameters)))
    # ANCHOR: serve
    wellposed.serve(wellposed.network(forward, backward, X, Y, parameters))
    # ANCHOR_END: serve
