"""PyTorch as a contender: does what it is told on stdin, one JSON object a line, and answers on stdout likewise.

    {"do": "open", "case": "training", "layers": "784-128-10", "batch": 32, "variant": null}
                                                                                 -> {"id": 1, "variant": "foreach, eager"}
    {"do": "time", "id": 1, "repeats": 100}                                      -> {"nanoseconds": 512345.6}
    {"do": "close", "id": 1}                                                     -> {}
    {"do": "accuracy", "seed": 1, ...}                                           -> {"accuracy": 97.9, "seconds": 21.5}

The first line is a greeting with versions. Whoever starts this sets what the libraries read from the environment:
OMP_NUM_THREADS, OMP_PLACES, OPENBLAS_CORETYPE, malloc's settings. Where there are several ways to do the same work and none
is asked for, opening a case tries them by turns and keeps the fastest: nobody should say that PyTorch was held back.
"""
import gc
import json
import os
import statistics
import subprocess
import sys
import time

threads, *processors = map(int, sys.argv[1:])
if threads == 1 and processors:
    # The same processor as the other contenders of one thread; for several, OMP_PLACES says them.
    os.sched_setaffinity(0, processors)

try:
    import numpy
    import torch
except ImportError as missing:
    print(json.dumps({"missing": str(missing)}), flush=True)
    sys.exit(0)

# Values that die away would become denormal numbers and slow the peer down; GraphGen flushes its own. This comes before the
# first parallel work, since threads inherit it.
torch.set_flush_denormal(True)
torch.set_num_threads(threads)


def values(count, modulus):
    """The same numbers that the other contenders compute: no file, no random generator.

    No large temporaries either: glibc's malloc stops returning memory to the system once a large block has been freed, and what
    PyTorch does as installed would depend on that.
    """
    period = (torch.arange(modulus) * 37 % modulus).to(torch.float32) / (modulus - 1)
    return period.repeat(count // modulus + 1)[:count]


def widths(layers):
    return [int(width) for width in layers.split("-")]


def network(sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def training(sizes, batch):
    """A step: forward, softmax cross-entropy over class indices, backward, Adam (over lists of tensors or in a loop)."""
    x = values(batch * sizes[0], 101).reshape(batch, sizes[0])
    y = torch.arange(batch) % sizes[-1]
    loss = torch.nn.functional.cross_entropy

    def variant(foreach, traced):
        model = network(sizes)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=foreach)
        run = torch.jit.trace(model, x) if traced else model

        def step():
            optimizer.zero_grad(set_to_none=True)
            loss(run(x), y).backward()
            optimizer.step()
        return step

    return {
        "loop, eager": lambda: variant(False, False),
        "loop, traced": lambda: variant(False, True),
        "foreach, eager": lambda: variant(True, False),
        "foreach, traced": lambda: variant(True, True),
    }


def inference(sizes, batch):
    """Logits of a batch."""
    x = values(batch * sizes[0], 101).reshape(batch, sizes[0])
    model = network(sizes).eval()
    weights = [p.detach() for p in model.parameters()]

    def functions():
        y = x
        for i in range(0, len(weights), 2):
            y = torch.nn.functional.linear(y, weights[i], weights[i + 1])
            if i + 2 < len(weights):
                y = y.relu_()
        return y

    def of(net):
        return lambda: net(x)

    return {
        "modules": lambda: of(model),
        "functions": lambda: functions,
        "jit, frozen": lambda: of(torch.jit.freeze(torch.jit.trace(model, x))),
        "jit, optimized": lambda: of(torch.jit.optimize_for_inference(torch.jit.trace(model, x))),
    }


def accuracy(layers, batch, epochs, rate, seed, directory):
    """Trains from the files of raw numbers that the caller wrote, and says how much of the test is read rightly."""
    sizes = widths(layers)

    def pictures(name):
        return torch.from_numpy(numpy.fromfile(os.path.join(directory, name), dtype=numpy.float32)).reshape(-1, sizes[0])

    def labels(name):
        return torch.from_numpy(numpy.fromfile(os.path.join(directory, name), dtype=numpy.int32)).to(torch.int64)

    x, y = pictures("training.values"), labels("training.labels")
    torch.manual_seed(seed)
    model = network(sizes)
    linear = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
    for layer in linear:
        # As GraphGen: He before a ReLU, Glorot at the end, no bias.
        if layer is linear[-1]:
            torch.nn.init.xavier_uniform_(layer.weight)
        else:
            torch.nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
        torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate, foreach=True)
    start = time.perf_counter()
    for _ in range(epochs):
        for chosen in torch.randperm(len(x)).split(batch):
            optimizer.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(model(x[chosen]), y[chosen]).backward()
            optimizer.step()
    seconds = time.perf_counter() - start
    with torch.inference_mode():
        right = (model(pictures("test.values")).argmax(1) == labels("test.labels")).float().mean().item()
    return {"accuracy": 100 * right, "seconds": seconds}


def timed(work, repeats):
    start = time.perf_counter_ns()
    for _ in range(repeats):
        work()
    return (time.perf_counter_ns() - start) / repeats


def fastest(variants):
    """The fastest by the median of turns of about 10 ms."""
    repeats, times = {}, {name: [] for name in variants}
    for name, work in variants.items():
        timed(work, 3)  # the tracing executor compiles in its second call
        repeats[name] = max(1, int(1e7 / timed(work, 2)))
    for _ in range(9):
        for name, work in variants.items():
            times[name].append(timed(work, repeats[name]))
    return min(variants, key=lambda name: statistics.median(times[name]))


class Peer:
    cases = {"training": (training, torch.enable_grad), "inference": (inference, torch.inference_mode)}

    def __init__(self):
        self.open_cases = {}
        self.count = 0

    def open(self, case, layers, batch, variant):
        describe, mode = self.cases[case]
        makers = describe(widths(layers), batch)
        if variant is None:
            made = {name: make() for name, make in makers.items()}
            with mode():
                variant = fastest(made)
            work = made[variant]
        else:
            work = makers[variant]()
        self.count += 1
        self.open_cases[self.count] = (work, mode)
        gc.collect()
        return {"id": self.count, "variant": variant}

    def time(self, id, repeats):
        work, mode = self.open_cases[id]
        with mode():
            return {"nanoseconds": timed(work, repeats)}

    def close(self, id):
        del self.open_cases[id]
        gc.collect()
        return {}

    def accuracy(self, **settings):
        return accuracy(**settings)


def version():
    """Debian's build calls itself 1.13.0a0, whatever the package is."""
    try:
        package = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "python3-torch"], capture_output=True, text=True).stdout
    except OSError:
        package = ""
    is_debians = torch.__file__.startswith("/usr/lib/python3/dist-packages") and package
    blas = os.path.dirname(os.path.realpath("/etc/alternatives/libblas.so.3-x86_64-linux-gnu"))
    return f"{torch.__version__} (python3-torch {package}, BLAS {blas})" if is_debians else torch.__version__


def main():
    gc.disable()
    print(json.dumps({"version": version()}), flush=True)
    peer = Peer()
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = getattr(peer, command.pop("do"))(**command)
        except Exception as mistake:
            answer = {"error": f"{type(mistake).__name__}: {mistake}"}
        print(json.dumps(answer), flush=True)


main()
