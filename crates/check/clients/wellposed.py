"""Check a gradient that you wrote by hand: the Python side of `wellposed check`, one file that needs no other.

In a program of its own, which `wellposed check -- python3 my_network.py` starts:

    import wellposed
    wellposed.serve(wellposed.network(forward, backward, X, Y, parameters))

In a test, which starts the check itself (the command `wellposed-check` or `wellposed` on the PATH, or what
the environment variable WELLPOSED_CHECK names):

    def test_gradient():
        wellposed.check_gradient(wellposed.network(forward, backward, X, Y, parameters))

Instead of `network(...)`:

    functions(loss, gradient, at)           of one array, list or dictionary of arrays
    torch_module(module, loss, *inputs)     loss(module, *inputs), differentiated by autograd
    torch_function(function, *inputs)       `apply` of a torch.autograd.Function, with one or several outputs
    jax_function(loss, at, gradient=None)   of any pytree; the gradient is jax.grad(loss) if none is given

NumPy, PyTorch and JAX are used only if your own code does. Arrays that your functions receive are read-only:
a function that changes them would be another function at each call.
"""

import array
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import traceback

__all__ = [
    "serve",
    "check_gradient",
    "network",
    "functions",
    "torch_module",
    "torch_function",
    "jax_function",
]


def _pack(numbers):
    """Write numbers as the hexadecimal digits of their bits."""
    if hasattr(numbers, "astype"):
        return numbers.astype(">f8").tobytes().hex()
    packed = array.array("d", numbers)
    if sys.byteorder == "little":
        packed.byteswap()
    return packed.tobytes().hex()


def _unpack(text, store):
    """Read what `_pack` has written, for a part of the store."""
    numbers = array.array("d", bytes.fromhex(text))
    if sys.byteorder == "little":
        numbers.byteswap()
    return array.array(store.typecode, numbers) if isinstance(store, array.array) else numbers


class Objective:
    """A loss and its gradient at the numbers of a flat store, which the checker moves.

    blocks     pairs of a name and a shape, in the order of the store
    store      the numbers: an array of doubles that can be assigned to
    loss       computes the loss of what stands in the store
    gradient   returns the loss (or None, and it is computed after it) and the gradient, the latter flat
    losses     optional: the losses of several points at once, given as a list of whole stores
    reseed     optional: sets every source of random numbers to a seed
    """

    def __init__(self, blocks, store, loss, gradient, losses=None, reseed=None, precision="f64"):
        self.blocks, self.store, self.precision = blocks, store, precision
        self._loss, self._gradient, self._losses, self._reseed = loss, gradient, losses, reseed
        self._seed = None
        self.failure = None

    def answer(self, question):
        """Answer one question of the protocol, a dictionary, with another."""
        self.failure = None
        try:
            answer = getattr(self, "_ask_" + question["ask"])(question)
        except Exception as failure:
            self.failure = failure
            answer = {"error": _in_words(failure)}
        return {"answer": question["question"], **answer}

    def _ask_hello(self, _):
        blocks = [{"name": name, "shape": list(shape)} for name, shape in self.blocks]
        freezes = self._reseed is not None
        parameters = _pack(self.store)
        hello = {"protocol": 1, "parameters": parameters, "blocks": blocks, "precision": self.precision}
        return {**hello, "packed": True, "freezes": freezes}

    def _ask_freeze(self, question):
        self._seed = question["seed"]
        return {}

    def _ask_losses(self, question):
        runs = question["runs"]
        if self._losses is not None:
            return {"losses": _pack([float(loss) for loss in self._together(runs)])}
        losses = [self._at(run, self._one_loss) for run in runs]
        failed = any(isinstance(loss, dict) for loss in losses)
        return {"losses": [_in_json(loss) for loss in losses] if failed else _pack(losses)}

    def _ask_gradient(self, question):
        loss, gradient = self._at(question["run"], self._whole)
        return {"loss": _in_json(loss), "gradient": _pack(gradient)}

    def _at(self, run, compute):
        """Compute something with a run of the store moved, and move it back."""
        store, (start, values) = self.store, run
        if not values:
            return compute()
        if len(values) == 16:
            place, after = start, struct.unpack(">d", bytes.fromhex(values))[0]
            before = store[place]
        else:
            place, after = slice(start, start + len(values) // 16), _unpack(values, store)
            before = store[place]
            before = before.copy() if hasattr(before, "copy") else before
        store[place] = after
        try:
            return compute()
        finally:
            store[place] = before

    def _drawing(self, compute):
        """Compute something that draws the same random numbers each time, if they are frozen."""
        if self._seed is not None:
            self._reseed(self._seed)
        return compute()

    def _one_loss(self):
        try:
            return float(self._drawing(self._loss))
        except Exception as failure:
            self.failure = failure
            return {"error": _in_words(failure)}

    def _whole(self):
        loss, gradient = self._drawing(self._gradient)
        return float(self._drawing(self._loss) if loss is None else loss), gradient

    def _together(self, runs):
        points = [self._at(run, self._whole_point) for run in runs]
        return self._drawing(lambda: self._losses(points))

    def _whole_point(self):
        return self.store.copy() if hasattr(self.store, "copy") else self.store[:]


def _in_words(failure):
    return " ".join(f"{type(failure).__name__}: {failure}".split())[:500]


def _in_json(number):
    """A number as JSON has it, or the word for one that it does not have; a message stays."""
    if isinstance(number, dict) or number - number == 0:
        return number
    return "NaN" if number != number else ("inf" if number > 0 else "-inf")


# --- How the check is asked for -----------------------------------------------------------------------------


def serve(objective):
    """Answer the questions of `wellposed check` on standard input until it has no more.

    Standard output is kept for the answers alone: whatever else the program prints goes to standard error.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    # Whatever was printed before may not have ended its line.
    answers.write("\n")
    for line in sys.stdin:
        question = json.loads(line)
        answer = objective.answer(question)
        if "error" in answer and objective.failure is not None:
            traceback.print_exception(objective.failure)
            sys.stderr.flush()
        answers.write(json.dumps(answer, separators=(",", ":")) + "\n")
        answers.flush()


def check_gradient(
    objective,
    tolerance=None,
    directions=None,
    sample=None,
    seed=None,
    freeze=None,
    timeout=None,
    only=(),
    command=None,
):
    """Check a gradient from within this process, and return the report, a dictionary, if it passes.

    Raises AssertionError with the text of the report if the gradient fails or is undecidable, and RuntimeError if
    no check could be made. The options are those of the command line; `only` is a list of the names of blocks, and
    `command` one with the checker and its first words, if it is not found by itself.
    """
    options = {"tolerance": tolerance, "directions": directions, "sample": sample, "seed": seed}
    options.update({"freeze": freeze, "timeout": timeout})
    words = [f"--{name}={value}" for name, value in options.items() if value is not None]
    words += [f"--only={block}" for block in only]
    failure = None
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        checker = subprocess.Popen(
            [*(command or _checker()), "--pipe", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
        )
        with checker:
            for line in checker.stdout:
                message = json.loads(line)
                if "verdict" in message:
                    break
                answer = objective.answer(message)
                failure = objective.failure or failure
                try:
                    checker.stdin.write(json.dumps(answer, separators=(",", ":")) + "\n")
                    checker.stdin.flush()
                except BrokenPipeError:
                    break
            else:
                message = {"verdict": None}
            try:
                checker.stdin.close()
            except BrokenPipeError:
                pass
        errors.seek(0)
        said = errors.read().strip()
    if message.get("verdict") == "pass":
        return message["report"]
    if message.get("verdict") is None:
        raise RuntimeError(said or "the checker ended without a word") from failure
    raise AssertionError("\n" + message["text"])


def _checker():
    """The command that checks: named by the environment, or found on the PATH."""
    named = os.environ.get("WELLPOSED_CHECK")
    if named:
        return [named]
    for name, words in (("wellposed-check", []), ("wellposed", ["check"])):
        found = shutil.which(name)
        if found:
            return [found, *words]
    raise RuntimeError("wellposed-check is not on the PATH; install it (cargo install), or set WELLPOSED_CHECK")


# --- Arrays, lists and dictionaries -------------------------------------------------------------------------


def _shape(value):
    """The shape of an array, of nested lists, or of a number."""
    if hasattr(value, "shape"):
        return tuple(value.shape)
    if isinstance(value, (list, tuple)):
        return (len(value), *(_shape(value[0]) if value else ()))
    return ()


def _flat(value, shape, what):
    """The numbers of an array or of nested lists, which must have this shape."""
    found = _shape(value)
    if found != tuple(shape):
        raise ValueError(f"{what} has the shape {found}, it should have {tuple(shape)}")
    if hasattr(value, "ravel"):
        return value.ravel()
    if isinstance(value, (list, tuple)):
        return [number for part in value for number in _flat(part, shape[1:], f"a part of {what}")]
    return [float(value)]


def _nested(numbers, shape):
    """Nested lists of this shape from an iterator over numbers."""
    return [_nested(numbers, shape[1:]) for _ in range(shape[0])] if shape else next(numbers)


class _Layout:
    """Named arrays in one flat store, of which the user's functions see read-only views; or lists."""

    def __init__(self, at, precision):
        self.named = isinstance(at, dict)
        parts = dict(at) if self.named else {"x": at}
        self.blocks = [(name, _shape(value)) for name, value in parts.items()]
        flat = [_flat(parts[name], shape, name) for name, shape in self.blocks]
        numpy = sys.modules.get("numpy")
        arrays = numpy and any(isinstance(value, numpy.ndarray) for value in parts.values())
        self.numpy = numpy if arrays else None
        if arrays:
            kind = numpy.float32 if precision == "f32" else numpy.float64
            self.store = numpy.concatenate([numpy.asarray(part, dtype=kind) for part in flat])
            self.views = self._cut(self.store)
        else:
            code = "f" if precision == "f32" else "d"
            self.store = array.array(code, [number for part in flat for number in part])

    def _cut(self, store):
        views, start = {}, 0
        for name, shape in self.blocks:
            size = 1
            for length in shape:
                size *= length
            view = store[start : start + size].reshape(shape)
            view.flags.writeable = False
            views[name], start = view, start + size
        return views

    def arguments(self):
        """What the user's functions are given: a new dictionary each time, or the one array."""
        if self.numpy:
            parts = dict(self.views)
        else:
            numbers = iter(self.store)
            parts = {name: _nested(numbers, shape) for name, shape in self.blocks}
        return parts if self.named else parts["x"]

    def flat(self, gradient, name_of=lambda gradient, name: name):
        """The gradient, in the order of the store."""
        flat = []
        for name, shape in self.blocks:
            part = _part(gradient, name_of(gradient, name)) if self.named else gradient
            flat.append(_flat(part, shape, f"the gradient of {name}"))
        if self.numpy:
            return self.numpy.concatenate([self.numpy.asarray(part, dtype=self.numpy.float64) for part in flat])
        return [number for part in flat for number in part]


def _part(gradient, name):
    try:
        return gradient[name]
    except KeyError:
        raise KeyError(f"there is no {name}, only {', '.join(map(str, gradient))}") from None


def _reseed(seed):
    """Set the global random numbers of Python and NumPy to a seed."""
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % 2**32)


def _number(value):
    """A loss as a float, also out of an array with a single entry."""
    return float(value.item() if hasattr(value, "item") else value)


def functions(loss, gradient, at, losses=None, reseed=_reseed, precision="f64"):
    """Check `gradient(x)` against `loss(x)` at x = `at`.

    `at` is an array, a list, or a dictionary of arrays, and the gradient is of the same form. `losses(points)`, if
    there is one, computes the losses of the rows of a matrix at once. `reseed(seed)` sets the random numbers that
    the functions draw, by default those of `random` and `numpy.random`; `precision` is "f64" or "f32".
    """
    layout = _Layout(at, precision)

    def whole():
        # Without the loss before it: a gradient that needs that is found out.
        return None, layout.flat(gradient(layout.arguments()))

    def alone():
        return _number(loss(layout.arguments()))

    def together(points):
        return losses(layout.numpy.stack(points) if layout.numpy else points)

    several = together if losses else None
    return Objective(layout.blocks, layout.store, alone, whole, several, reseed, precision)


def network(forward, backward, X, Y, parameters, reseed=_reseed, precision="f64"):
    """Check `backward(X, Y, cache) -> gradients` against `forward(X, Y, parameters) -> (cost, cache)`.

    `parameters` is a dictionary such as {"W1": ..., "b1": ...}; `gradients` has an entry "dW1" (or "W1") for each.
    """
    layout = _Layout(parameters, precision)

    def name_of(gradients, name):
        return name if "d" + name not in gradients and name in gradients else "d" + name

    def whole():
        cost, cache = forward(X, Y, layout.arguments())
        return _number(cost), layout.flat(backward(X, Y, cache), name_of)

    def alone():
        return _number(forward(X, Y, layout.arguments())[0])

    return Objective(layout.blocks, layout.store, alone, whole, None, reseed, precision)


# --- PyTorch ------------------------------------------------------------------------------------------------


def _torch_objective(torch, tensors, names, loss, precision):
    """An objective whose numbers are those of tensors, which share one flat store."""
    kind = torch.float32 if precision == "f32" else torch.float64
    store = torch.cat([tensor.detach().reshape(-1) for tensor in tensors]).to(kind).clone()
    start = 0
    for tensor in tensors:
        tensor.data = store[start : start + tensor.numel()].view(tensor.shape)
        start += tensor.numel()

    def alone():
        with torch.no_grad():
            return loss().item()

    def whole():
        value = loss()
        found = torch.autograd.grad(value, tensors, allow_unused=True)
        # A parameter that the loss does not depend on has no gradient.
        parts = [torch.zeros_like(tensor) if part is None else part for part, tensor in zip(found, tensors)]
        return value.item(), torch.cat([part.detach().reshape(-1) for part in parts]).double().numpy()

    def reseed(seed):
        torch.manual_seed(seed)
        _reseed(seed)

    blocks = [(name, tuple(tensor.shape)) for name, tensor in zip(names, tensors)]
    return Objective(blocks, store.numpy(), alone, whole, None, reseed, precision)


def _converted(torch, value, precision):
    """A tensor of floating-point numbers in the precision of the check; anything else as it is."""
    kind = torch.float32 if precision == "f32" else torch.float64
    return value.detach().to(kind) if torch.is_tensor(value) and value.is_floating_point() else value


def torch_module(module, loss, *inputs, precision="f64"):
    """Check what autograd makes of `loss(module, *inputs)`, a tensor with one number, for every parameter of a module.

    The module is copied and, with the inputs, converted to double precision, unless `precision` is "f32".
    """
    import copy

    import torch

    module = copy.deepcopy(module)
    module = module.float() if precision == "f32" else module.double()
    inputs = [_converted(torch, value, precision) for value in inputs]
    named = [(name, tensor) for name, tensor in module.named_parameters() if tensor.requires_grad]
    names, tensors = [name for name, _ in named], [tensor for _, tensor in named]
    return _torch_objective(torch, tensors, names, lambda: loss(module, *inputs), precision)


def torch_function(function, *inputs, names=None, seed=1, precision="f64"):
    """Check the backward of a torch.autograd.Function, given as its `apply`, for every floating-point input.

    All outputs are multiplied with random numbers and added up, so that each of their entries counts; `seed` is
    that of these numbers.
    """
    import torch

    def floating(value):
        return torch.is_tensor(value) and value.is_floating_point()

    inputs = [_converted(torch, value, precision) for value in inputs]
    moved = [place for place, value in enumerate(inputs) if floating(value)]
    for place in moved:
        inputs[place] = inputs[place].clone().requires_grad_()
    names = names or [f"input {place}" for place in moved]
    cotangents = {}

    def cotangent(place, output):
        if place not in cotangents:
            numbers = torch.Generator().manual_seed(seed + place)
            cotangents[place] = torch.randn(output.shape, generator=numbers, dtype=torch.float64).to(output.dtype)
        return cotangents[place]

    def loss():
        outputs = function(*inputs)
        outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
        counted = [(place, output) for place, output in enumerate(outputs) if floating(output)]
        return sum((output * cotangent(place, output)).sum() for place, output in counted)

    return _torch_objective(torch, [inputs[place] for place in moved], names, loss, precision)


# --- JAX ----------------------------------------------------------------------------------------------------


def jax_function(loss, at, gradient=None, precision="f64", together=64):
    """Check `gradient(at)`, by default jax.grad(loss), against `loss(at)` for a pytree `at` of arrays.

    Both are compiled. Several losses are computed at once (jax.vmap), always `together` of them, so that they are
    compiled once. With "f64", JAX is switched to double precision.
    """
    import jax
    import numpy

    if precision == "f64":
        jax.config.update("jax_enable_x64", True)
    kind = numpy.float32 if precision == "f32" else numpy.float64
    paths, tree = jax.tree_util.tree_flatten_with_path(at)
    leaves = [numpy.asarray(leaf, dtype=kind) for _, leaf in paths]
    blocks = [(jax.tree_util.keystr(path) or "x", leaf.shape) for (path, _), leaf in zip(paths, leaves)]
    store = numpy.concatenate([leaf.ravel() for leaf in leaves])
    ends = numpy.cumsum([leaf.size for leaf in leaves])

    def tree_of(flat):
        parts = [flat[end - leaf.size : end].reshape(leaf.shape) for leaf, end in zip(leaves, ends)]
        return jax.tree_util.tree_unflatten(tree, parts)

    one = jax.jit(lambda flat: loss(tree_of(flat)))
    several = jax.jit(jax.vmap(lambda flat: loss(tree_of(flat))))
    slope = jax.jit(lambda flat: (gradient or jax.grad(loss))(tree_of(flat)))

    def losses(points):
        rows = numpy.stack(points + [points[0]] * (together - len(points)))
        return numpy.asarray(several(rows), dtype=numpy.float64)[: len(points)]

    def whole():
        parts = zip(jax.tree_util.tree_leaves(slope(store)), blocks)
        flat = [_flat(part, shape, f"the gradient of {name}") for part, (name, shape) in parts]
        return float(one(store)), numpy.concatenate([numpy.asarray(part, dtype=numpy.float64) for part in flat])

    return Objective(blocks, store, lambda: float(one(store)), whole, losses, None, precision)
