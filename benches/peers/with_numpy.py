"""Peers written with NumPy (and scipy.special for the one function that NumPy lacks)."""

import numpy as np

from layout import in_order, split_parameters

PACKAGES = ("numpy",)


def training(task, arrays):
    """Train a tanh network with full-batch gradient descent, forward and backward written by hand.

    All buffers are made once and reused with out=, so that the loop allocates almost nothing. Activations are
    stored with one row for each feature and one column for each sample. The products are as fast this way as
    with one row for each sample, and the maximum and the sum over the few classes become vectorized
    operations on long rows. The factor step / samples is put on the small gradients and not on the large
    deltas.
    """
    widths = task["widths"]
    steps = task["steps"]
    first = np.ascontiguousarray(arrays["inputs"].T)
    samples = first.shape[1]
    factor = task["step"] / samples
    target = np.zeros((widths[-1], samples))
    target[arrays["classes"], np.arange(samples)] = 1.0
    start = split_parameters(arrays["parameters"], widths)
    activations = [first] + [np.empty((width, samples)) for width in widths[1:]]
    deltas = [np.empty((width, samples)) for width in widths[:-1]]
    gradients = [np.empty_like(weight) for weight, _ in start]
    last = len(start) - 1

    def prepare():
        return ([(weight.copy(), bias[:, None].copy()) for weight, bias in start],)

    def work(layers):
        for _ in range(steps):
            for index, (weight, bias) in enumerate(layers):
                z = np.matmul(weight, activations[index], out=activations[index + 1])
                z += bias
                if index < last:
                    np.tanh(z, out=z)
            z -= z.max(axis=0)
            np.exp(z, out=z)
            z /= z.sum(axis=0)
            z -= target
            delta = z
            for index in range(last, -1, -1):
                weight, bias = layers[index]
                a = activations[index]
                gradient = np.matmul(delta, a.T, out=gradients[index])
                gradient *= factor
                bias_gradient = delta.sum(axis=1, keepdims=True)
                bias_gradient *= factor
                if index > 0:
                    delta = np.matmul(weight.T, delta, out=deltas[index])
                    np.multiply(a, a, out=a)
                    np.subtract(1.0, a, out=a)
                    delta *= a
                weight -= gradient
                bias -= bias_gradient
        return layers

    return {"prepare": prepare, "work": work, "result": in_order}


def scaler(task, arrays):
    """Scale each column to mean 0 and standard deviation 1.

    np.std would subtract the mean a second time into a temporary array as large as the data. Subtracting
    once, summing the squares of what remains with einsum (which makes no array of squares), and dividing in
    place needs one new array and four passes over memory. It is the formula of np.std, in another order.
    """
    data = arrays["data"]

    def work():
        mean = data.mean(axis=0)
        scaled = data - mean
        deviation = np.sqrt(np.einsum("ij,ij->j", scaled, scaled) / len(scaled))
        scaled /= deviation
        return mean, deviation, scaled

    def result(output):
        mean, deviation, scaled = output
        return [mean, deviation, scaled[:1000]]

    return {"work": work, "result": result}


def elementwise(task, arrays):
    """Apply one function to each number with its ufunc, into an array that is made once.

    NumPy has no sigmoid; scipy.special.expit is the ufunc for it.
    """
    if task["function"] == "sigmoid":
        from scipy.special import expit as function

        packages = ("scipy",)
    else:
        function = {"exp": np.exp, "tanh": np.tanh, "ln": np.log}[task["function"]]
        packages = ()
    x = arrays["x"]
    out = np.empty_like(x)
    return {"work": lambda: function(x, out=out), "result": lambda output: [output], "packages": packages}


def product(task, arrays):
    """Multiply two matrices with BLAS into an array that is made once."""
    a = arrays["a"]
    b = arrays["b"]
    out = np.empty((a.shape[0], b.shape[1]))
    return {"work": lambda: np.matmul(a, b, out=out), "result": lambda output: [output]}


PEERS = {
    "training_numpy": training,
    "scaler_numpy": scaler,
    "elementwise_numpy": elementwise,
    "product_numpy": product,
}
