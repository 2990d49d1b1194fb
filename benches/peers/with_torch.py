"""Peers written with PyTorch."""

import math
import os
import shutil
import sys

# Compile in this process: no pool of compiler processes that would run beside the timing.
os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"

import torch
from torch.autograd.gradcheck import GradcheckError
from torch.nn import functional

from layout import in_order, split_parameters

PACKAGES = ("torch",)


def tensors(task, arrays):
    """Set the number of threads and view the arrays as tensors."""
    torch.set_num_threads(task.get("threads", 1))
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def descent_step(layers, inputs, target, step):
    """Return the layers after one step of gradient descent, with the gradient written by hand.

    addmm adds the bias within the product on the way forward, and on the way back it takes the step within
    the product that forms the gradient. tanh_backward is the fused kernel that autograd itself would call.
    Working in place was measured and is not clearly faster, so each step returns new tensors, which also
    suits torch.compile.
    """
    last = len(layers) - 1
    factor = -step / inputs.shape[0]
    activations = [inputs]
    for index, (weight, bias) in enumerate(layers):
        z = torch.addmm(bias, activations[-1], weight.t())
        activations.append(torch.tanh(z) if index < last else z)
    delta = torch.softmax(activations.pop(), dim=1) - target
    updated = []
    for (weight, bias), a in zip(reversed(layers), reversed(activations)):
        new_weight = torch.addmm(weight, delta.t(), a, alpha=factor)
        updated.append((new_weight, torch.add(bias, delta.sum(dim=0), alpha=factor)))
        if len(updated) <= last:
            delta = torch.ops.aten.tanh_backward(delta @ weight, a)
    return updated[::-1]


def descent(task, arrays, one_step):
    """Train a tanh network by calling `one_step` in a Python loop, without autograd."""
    given = tensors(task, arrays)
    steps = task["steps"]
    step = task["step"]
    inputs = given["inputs"]
    target = functional.one_hot(given["classes"], task["widths"][-1]).to(torch.float64)
    start = split_parameters(given["parameters"], task["widths"])
    # Each block in memory of its own, aligned as any tensor of PyTorch.
    start = [(weight.clone(), bias.clone()) for weight, bias in start]

    @torch.no_grad()
    def work():
        layers = start
        for _ in range(steps):
            layers = one_step(layers, inputs, target, step)
        return layers

    return {"work": work, "result": in_order}


def training(task, arrays):
    """Train with full-batch gradient descent in eager mode, forward and backward written by hand."""
    return descent(task, arrays, descent_step)


def training_compile(task, arrays):
    """Train with the same step, compiled to C++ by torch.compile.

    The step has no autograd, no branches, and fixed shapes, therefore it becomes one graph whose elementwise
    parts are fused into vectorized loops. The loop over the steps stays in Python, because torch.compile
    would unroll it. The first run compiles.
    """
    compilers = [os.environ.get("CXX"), "g++", "clang++"]
    if not any(compiler and shutil.which(compiler) for compiler in compilers):
        raise RuntimeError("torch.compile needs a C++ compiler")
    return descent(task, arrays, torch.compile(descent_step, fullgraph=True, dynamic=False))


def training_module(task, arrays):
    """Train with the usual loop: nn.Sequential, cross_entropy, backward, and the SGD optimizer."""
    given = tensors(task, arrays)
    steps = task["steps"]
    inputs = given["inputs"]
    classes = given["classes"]
    start = in_order(split_parameters(given["parameters"], task["widths"]))
    modules = []
    for before, after in zip(task["widths"][:-1], task["widths"][1:]):
        modules += [torch.nn.Linear(before, after, dtype=torch.float64), torch.nn.Tanh()]
    model = torch.nn.Sequential(*modules[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=task["step"])

    def prepare():
        with torch.no_grad():
            for parameter, value in zip(model.parameters(), start):
                parameter.copy_(value)
        return ()

    def work():
        for _ in range(steps):
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(inputs), classes)
            loss.backward()
            optimizer.step()

    def result(output):
        return [parameter.detach() for parameter in model.parameters()]

    return {"prepare": prepare, "work": work, "result": result}


def network_loss(blocks, inputs, classes):
    """Compute the mean softmax cross-entropy of a tanh network from W[1], b[1], W[2], and so on."""
    a = inputs
    for index in range(0, len(blocks), 2):
        z = torch.addmm(blocks[index + 1], a, blocks[index].t())
        a = torch.tanh(z) if index + 2 < len(blocks) else z
    return functional.cross_entropy(a, classes)


def check(task, arrays):
    """Compare the gradient of a tanh network with central differences in every coordinate.

    This is torch.autograd.gradcheck in its slow mode, which perturbs each number up and down. A share below 1
    makes only the first rows of each W an input of the check (and every b); the function joins the other rows
    to them. The answer says how many numbers were perturbed.
    """
    given = tensors(task, arrays)
    inputs = given["inputs"]
    classes = given["classes"]
    layers = split_parameters(given["parameters"], task["widths"])
    share = task.get("share", 1.0)
    blocks = []
    rests = []
    for weight, bias in layers:
        rows = math.ceil(share * weight.shape[0])
        rests.append(weight[rows:].clone() if rows < weight.shape[0] else None)
        blocks += [weight[:rows].clone().requires_grad_(), bias.clone().requires_grad_()]

    def loss(*blocks):
        whole = list(blocks)
        for index, rest in enumerate(rests):
            if rest is not None:
                whole[2 * index] = torch.cat((blocks[2 * index], rest))
        return network_loss(whole, inputs, classes)

    def work():
        try:
            return torch.autograd.gradcheck(
                loss, blocks, eps=1e-6, atol=1e-6, rtol=1e-3, raise_exception=True, fast_mode=False
            )
        except GradcheckError as error:
            print("gradcheck:", " ".join(str(error).split())[:500], file=sys.stderr)
            return False

    def result(passed):
        """List 1 or 0, then the whole gradient by backpropagation, whatever the share."""
        whole = [block.clone().requires_grad_() for block in in_order(layers)]
        return [[float(passed)], *torch.autograd.grad(network_loss(whole, inputs, classes), whole)]

    coordinates = sum(block.numel() for block in blocks)
    return {"work": work, "result": result, "answer": {"coordinates": coordinates}}


def elementwise(task, arrays):
    """Apply one function to each number, into a tensor that is made once."""
    x = tensors(task, arrays)["x"]
    functions = {"exp": torch.exp, "tanh": torch.tanh, "ln": torch.log, "sigmoid": torch.sigmoid}
    function = functions[task["function"]]
    out = torch.empty_like(x)
    return {"work": lambda: function(x, out=out), "result": lambda output: [output]}


def product(task, arrays):
    """Multiply two matrices into a tensor that is made once."""
    given = tensors(task, arrays)
    a = given["a"]
    b = given["b"]
    out = torch.empty((a.shape[0], b.shape[1]), dtype=torch.float64)
    return {"work": lambda: torch.mm(a, b, out=out), "result": lambda output: [output]}


PEERS = {
    "training_torch": training,
    "training_torch_compile": training_compile,
    "training_torch_module": training_module,
    "check_torch": check,
    "elementwise_torch": elementwise,
    "product_torch": product,
}
