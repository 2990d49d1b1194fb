"""Peers written with JAX, in double precision."""

import jax
import jax.numpy as jnp

from layout import in_order, split_parameters

PACKAGES = ("jax", "jaxlib")

jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", True)


def placed(arrays):
    """Put the arrays on the device."""
    return {name: jnp.asarray(array) for name, array in arrays.items()}


def loss(layers, inputs, classes):
    """Compute the mean softmax cross-entropy of a tanh network, with one row for each sample.

    W stays as it is given: XLA folds the transposition into the product, and W transposed beforehand was
    measured and is not faster.
    """
    a = inputs
    for index, (weight, bias) in enumerate(layers):
        z = a @ weight.T + bias
        a = jnp.tanh(z) if index < len(layers) - 1 else z
    chosen = jnp.take_along_axis(a, classes[:, None], axis=1)[:, 0]
    return jnp.mean(jax.nn.logsumexp(a, axis=1) - chosen)


def loss_of_columns(layers, inputs, classes):
    """Compute the same loss with one column for each sample (`inputs` is transposed)."""
    a = inputs
    for index, (weight, bias) in enumerate(layers):
        z = weight @ a + bias[:, None]
        a = jnp.tanh(z) if index < len(layers) - 1 else z
    chosen = jnp.take_along_axis(a, classes[None, :], axis=0)[0]
    return jnp.mean(jax.nn.logsumexp(a, axis=0) - chosen)


def trainer(loss, task):
    """Return the function that trains with full-batch gradient descent, the loop being one lax.scan."""

    def train(layers, inputs, classes):
        def step(layers, _):
            gradient = jax.grad(loss)(layers, inputs, classes)
            return jax.tree.map(lambda p, g: p - task["step"] * g, layers, gradient), None

        return jax.lax.scan(step, layers, length=task["steps"])[0]

    return train


def fresh_copies(layers):
    """Return the function that copies the layers before each run, since the run takes their memory over."""
    return lambda: (jax.block_until_ready(jax.tree.map(jnp.copy, layers)),)


def training(task, arrays):
    """Train a tanh network, the whole loop compiled once and the parameters donated to it."""
    given = placed(arrays)
    layers = split_parameters(given["parameters"], task["widths"])
    train = jax.jit(trainer(loss, task), donate_argnums=0)

    def work(layers):
        return jax.block_until_ready(train(layers, given["inputs"], given["classes"]))

    return {"prepare": fresh_copies(layers), "work": work, "result": in_order}


def joined_seeds(layers):
    """List the parameters of one seed after the other."""
    seeds = layers[0][0].shape[0]
    return [jnp.concatenate([block.reshape(seeds, -1) for block in in_order(layers)], axis=1)]


def sweep(task, arrays):
    """Train one network for each seed at once: vmap over the parameters, the data shared.

    One column for each sample is the faster arrangement here: with one row for each sample, XLA runs the
    batched products of vmap on one thread.
    """
    given = placed(arrays)
    inputs = jnp.copy(given["inputs"].T)
    layers = split_parameters(given["parameters"], task["widths"])
    train = jax.jit(jax.vmap(trainer(loss_of_columns, task), in_axes=(0, None, None)), donate_argnums=0)

    def work(layers):
        return jax.block_until_ready(train(layers, inputs, given["classes"]))

    return {"prepare": fresh_copies(layers), "work": work, "result": joined_seeds}


def sweep_map(task, arrays):
    """Train one network for each seed, one after the other, in one compiled program (lax.map).

    The arrays of one network stay in the cache, which on a CPU can be worth more than the batching of vmap.
    """
    given = placed(arrays)
    layers = split_parameters(given["parameters"], task["widths"])
    train = trainer(loss, task)

    def train_all(layers, inputs, classes):
        return jax.lax.map(lambda one: train(one, inputs, classes), layers)

    train_all = jax.jit(train_all, donate_argnums=0)

    def work(layers):
        return jax.block_until_ready(train_all(layers, given["inputs"], given["classes"]))

    return {"prepare": fresh_copies(layers), "work": work, "result": joined_seeds}


def curve(x):
    """Compute exp(x) / sqrt(sin(x)^3 + cos(x)^3), a usual test function for differentiation."""
    return jnp.exp(x) / jnp.sqrt(jnp.sin(x) ** 3 + jnp.cos(x) ** 3)


def derivatives(task, arrays):
    """Differentiate the curve at all points by automatic differentiation, compiled once."""
    points = placed(arrays)["points"]
    derivative = jax.jit(jax.vmap(jax.grad(curve)))
    return {"work": lambda: derivative(points).block_until_ready(), "result": lambda output: [output]}


def elementwise(task, arrays):
    """Apply one compiled function to each number; JAX has no out=, each call makes a new array."""
    functions = {"exp": jnp.exp, "tanh": jnp.tanh, "ln": jnp.log, "sigmoid": jax.nn.sigmoid}
    function = jax.jit(functions[task["function"]])
    x = placed(arrays)["x"]
    return {"work": lambda: function(x).block_until_ready(), "result": lambda output: [output]}


PEERS = {
    "training_jax": training,
    "sweep_jax": sweep,
    "sweep_jax_map": sweep_map,
    "derivatives_jax": derivatives,
    "elementwise_jax": elementwise,
}
