"""Serve one Python peer of the benchmark: python worker.py PEER FOLDER

FOLDER holds task.json and the arrays. The worker prints one line of JSON when it is ready, then answers
each line of standard input with one line:

    run     do the work once and answer {"seconds": s}, the time of one repetition
    result  write the result of the last run to FOLDER/result.f64 and answer {"written": count}
    quit    leave with status 0 (so does the end of the input)

Any error is one line on standard error and status 2.

A peer is built by a function `build(task, arrays)` listed in PEERS of its module with_LIBRARY.py. It
returns a dictionary:

    work      the function to time
    prepare   optional: makes the tuple of arguments of `work` before each repetition, outside the timing
    result    turns what `work` returned into a list of arrays, to be written one after the other
    answer    optional: more entries for the answer to `run`
    packages  optional: packages it uses beside the PACKAGES of its module
"""

import gc
import importlib
import importlib.metadata
import json
import os
import platform
import sys
import time

LIBRARIES = ("numpy", "scipy", "sklearn", "torch", "jax")


def limit_threads(threads):
    """Hold the process to `threads` cores; call it before numeric libraries are imported.

    The variables are enough for NumPy, SciPy, scikit-learn, and PyTorch. XLA has no setting for the size
    of its thread pool, it counts the cores that the process may use. Therefore the process is also bound to
    the first cores of its allowed set, which holds for every library and for threads started later.
    """
    allowed = sorted(os.sched_getaffinity(0))
    if not 1 <= threads <= len(allowed):
        raise ValueError(f"{threads} threads asked for, {len(allowed)} cores allowed")
    os.sched_setaffinity(0, allowed[:threads])
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    eigen = "true" if threads > 1 else "false"
    os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={eigen}"


def read_arrays(folder, shapes):
    """Read the arrays named in `shapes` from their raw little-endian files."""
    import numpy

    arrays = {}
    for name, shape in shapes.items():
        path = os.path.join(folder, name)
        if os.path.exists(path + ".f64"):
            flat = numpy.fromfile(path + ".f64", dtype="<f8")
        else:
            flat = numpy.fromfile(path + ".i64", dtype="<i8")
        arrays[name] = flat.reshape(shape)
    return arrays


def load(name, folder):
    """Read the task, set the threads, and build the peer; return it with the versions it uses."""
    with open(os.path.join(folder, "task.json"), encoding="utf-8") as file:
        task = json.load(file)
    limit_threads(task.get("threads", 1))
    kind, library = (name.split("_") + [""])[:2]
    if library not in LIBRARIES:
        raise ValueError(f"unknown peer {name!r}")
    if task["kind"] != kind:
        raise ValueError(f"the task is {task['kind']!r}, the peer {name!r}")
    module = importlib.import_module("with_" + library)
    if name not in module.PEERS:
        raise ValueError(f"unknown peer {name!r}")
    peer = module.PEERS[name](task, read_arrays(folder, task["shapes"]))
    versions = {"python": platform.python_version()}
    for package in (*module.PACKAGES, *peer.get("packages", ())):
        versions[package] = importlib.metadata.version(package)
    return peer, task.get("repeats", 1), versions


def timed(peer, repeats):
    """Do the work `repeats` times; return the last output and the seconds of one repetition.

    Without `prepare` the clock runs once around the whole loop, for work that takes microseconds.
    """
    work = peer["work"]
    prepare = peer.get("prepare")
    clock = time.perf_counter
    seconds = 0.0
    gc.collect()
    gc.disable()
    if prepare is None:
        start = clock()
        for _ in range(repeats):
            output = work()
        seconds = clock() - start
    else:
        for _ in range(repeats):
            output = None
            arguments = prepare()
            start = clock()
            output = work(*arguments)
            seconds += clock() - start
    gc.enable()
    return output, seconds / repeats


def write_result(parts, path):
    """Write arrays one after the other as flat float64 and return the count of numbers."""
    import numpy

    flat = numpy.concatenate([numpy.asarray(part, dtype="<f8").ravel() for part in parts])
    flat.tofile(path)
    return flat.size


def serve(name, folder, answers):
    """Answer the driver until it quits."""

    def answer(**entries):
        answers.write(json.dumps(entries) + "\n")
        answers.flush()

    peer, repeats, versions = load(name, folder)
    output = None
    has_run = False
    answer(ready=versions)
    for line in sys.stdin:
        command = line.strip()
        if command == "run":
            output = None  # Give the memory of the last output back first.
            output, seconds = timed(peer, repeats)
            has_run = True
            answer(seconds=seconds, **peer.get("answer", {}))
        elif command == "result" and has_run:
            path = os.path.join(folder, "result.f64")
            answer(written=write_result(peer["result"](output), path))
        elif command == "result":
            raise ValueError("result asked for before the first run")
        elif command == "quit":
            return
        else:
            raise ValueError(f"unknown command {command!r}")


def main():
    """Keep standard output for the answers alone: whatever libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        if len(sys.argv) != 3:
            raise ValueError("usage: worker.py PEER FOLDER")
        serve(sys.argv[1], sys.argv[2], answers)
    except Exception as error:
        print(" ".join(f"worker: {type(error).__name__}: {error}".split()), file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
