"""PyTorch as a contender: does what it is told on stdin, one JSON object a line, and answers on stdout likewise.

    {"do": "open", "case": "training", "layers": "784-128-10", "batch": 32, "variant": null}
                                                                                 -> {"id": 1, "variant": "foreach, eager"}
    {"do": "time", "id": 1, "repeats": 100}                                      -> {"nanoseconds": 512345.6}
    {"do": "close", "id": 1}                                                     -> {}
    {"do": "check", "before": "a.safetensors", "after": "b.safetensors", ...}    -> {"losses": [2.3, 2.1], "difference": 1e-5, ...}
    {"do": "accuracy", "seed": 1, ...}                                           -> {"accuracy": 97.9, "seconds": 21.5}

The first line is a greeting with versions. Whoever starts this sets what the libraries read from the environment:
OMP_NUM_THREADS, OMP_PLACES, OPENBLAS_CORETYPE, malloc's settings. Where there are several ways to do the same work and none
is asked for, opening a case tries them by turns and keeps the fastest: nobody should say that PyTorch was held back.
"""
import gc
import json
import os
import re
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


PERIOD = 10007


def values(count):
    """The same numbers that the other contenders compute: no file, no random generator.

    No large temporaries either: glibc's malloc stops returning memory to the system once a large block has been freed, and what
    PyTorch does as installed would depend on that.
    """
    i = torch.arange(PERIOD)
    period = ((31 * i * i + 17 * i) % PERIOD).to(torch.float32) / (PERIOD - 1)
    return period.repeat(count // PERIOD + 1)[:count]


class Residual(torch.nn.Module):
    """He et al.'s basic block: two convolutions beside a shortcut, which is a projection where the extent or the channels change."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()

        def normalised(inputs, kernel, stride):
            return [torch.nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), torch.nn.BatchNorm2d(outputs)]

        self.body = torch.nn.Sequential(*normalised(inputs, 3, stride), torch.nn.ReLU(), *normalised(outputs, 3, 1))
        is_same = stride == 1 and inputs == outputs
        self.shortcut = torch.nn.Identity() if is_same else torch.nn.Sequential(*normalised(inputs, 1, stride))

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


class Description:
    """What LayerText.cs says: "784-128-10", or "1x28x28 conv6k5p2 relu maxpool2 flatten dense10"."""

    def __init__(self, text):
        self.words = text.split()
        self.is_dense = len(self.words) == 1
        if self.is_dense:
            first, *widths = text.split("-")
            self.words = [first] + " relu ".join(f"dense{width}" for width in widths).split()
        self.input = tuple(map(int, self.words[0].split("x")))
        self.classes = int(self.words[-1][len("dense"):])

    def inputs(self, batch):
        count = batch
        for extent in self.input:
            count *= extent
        return values(count).reshape(batch, *self.input)

    def network(self):
        layers, shape = [], torch.zeros(1, *self.input)
        for i, word in enumerate(self.words[1:], 1):
            name, *numbers = re.findall("[a-z]+|[0-9]+", word)
            width = int(numbers[0]) if numbers else 0
            options = dict(zip(numbers[1::2], map(int, numbers[2::2])))
            stride, features = options.get("s", 1), shape.shape[1]
            is_normalised = self.words[i + 1:i + 2] == ["bn"]
            layer = {
                "conv": lambda: torch.nn.Conv2d(features, width, options["k"], stride, options.get("p", 0), bias=not is_normalised),
                "bn": lambda: torch.nn.BatchNorm2d(features),
                "block": lambda: Residual(features, width, stride),
                "relu": torch.nn.ReLU,
                "maxpool": lambda: torch.nn.MaxPool2d(width),
                "globalavgpool": lambda: torch.nn.Sequential(torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten()),
                "flatten": torch.nn.Flatten,
                "dense": lambda: torch.nn.Linear(features, width),
            }[name]()
            layers.append(layer)
            with torch.no_grad():
                shape = layer(shape)
        for layer in layers:
            for module in layer.modules():
                if isinstance(module, torch.nn.BatchNorm2d):
                    module.reset_running_stats()
        return torch.nn.Sequential(*layers)


def optimizer_of(model, kind, foreach):
    """Adam, or the momentum of He et al. at a rate that stays calm when one batch comes over and over."""
    if kind == "adam":
        return torch.optim.Adam(model.parameters(), lr=1e-3, foreach=foreach)
    return torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4, foreach=foreach)


def training(net, batch, optimizer):
    """A step: forward, softmax cross-entropy over class indices, backward, update (over lists of tensors or in a loop).

    Pictures lie as they come or channels last, and oneDNN computes the convolutions, or PyTorch itself.
    """
    y = torch.arange(batch) % net.classes
    loss = torch.nn.functional.cross_entropy

    def variant(foreach, traced, last=False, onednn=True):
        form = torch.channels_last if last else torch.contiguous_format
        x = net.inputs(batch)
        x, model = (x.to(memory_format=form), net.network().to(memory_format=form)) if last else (x, net.network())
        update = optimizer_of(model, optimizer, foreach)
        run = torch.jit.trace(model, x) if traced else model

        def step():
            torch._C._set_mkldnn_enabled(onednn)
            update.zero_grad(set_to_none=True)
            loss(run(x), y).backward()
            update.step()
        return step

    dense = {
        "loop, eager": lambda: variant(False, False),
        "loop, traced": lambda: variant(False, True),
        "foreach, eager": lambda: variant(True, False),
        "foreach, traced": lambda: variant(True, True),
    }
    return dense if net.is_dense else dense | {
        "foreach, eager, without oneDNN": lambda: variant(True, False, onednn=False),
        "foreach, eager, channels_last": lambda: variant(True, False, last=True),
        "foreach, traced, channels_last": lambda: variant(True, True, last=True),
        "loop, traced, channels_last": lambda: variant(False, True, last=True),
    }


def inference(net, batch, optimizer):
    """Logits of a batch."""
    x = net.inputs(batch)
    model = net.network().eval()
    weights = [p.detach() for p in model.parameters()]

    def functions():
        y = x
        for i in range(0, len(weights), 2):
            y = torch.nn.functional.linear(y, weights[i], weights[i + 1])
            if i + 2 < len(weights):
                y = y.relu_()
        return y

    def of(run, x=x):
        return lambda: run(x)

    variants = {
        "modules": lambda: of(model),
        "functions": lambda: functions,
        "jit, frozen": lambda: of(torch.jit.freeze(torch.jit.trace(model, x))),
        "jit, optimized": lambda: of(torch.jit.optimize_for_inference(torch.jit.trace(model, x))),
    }
    if net.is_dense:
        return variants
    last = x.to(memory_format=torch.channels_last)
    turned = net.network().eval().to(memory_format=torch.channels_last)
    del variants["functions"]
    return variants | {
        "modules, channels_last": lambda: of(turned, last),
        "jit, frozen, channels_last": lambda: of(torch.jit.freeze(torch.jit.trace(turned, last)), last),
    }


def accuracy(layers, batch, epochs, rate, seed, directory):
    """Trains from the files of raw numbers that the caller wrote, and says how much of the test is read rightly."""
    net = Description(layers)

    def pictures(name):
        return torch.from_numpy(numpy.fromfile(os.path.join(directory, name), dtype=numpy.float32)).reshape(-1, *net.input)

    def labels(name):
        return torch.from_numpy(numpy.fromfile(os.path.join(directory, name), dtype=numpy.int32)).to(torch.int64)

    x, y = pictures("training.values"), labels("training.labels")
    torch.manual_seed(seed)
    model = net.network()
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


def tensors(file):
    """What a safetensors file holds: a length, a header in JSON, numbers."""
    with open(file, "rb") as stream:
        header = json.loads(stream.read(int.from_bytes(stream.read(8), "little")))
        data = stream.read()
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(numpy.frombuffer(data[slice(*about["data_offsets"])], numpy.float32).copy()).reshape(about["shape"])
            for name, about in header.items()}


def check(layers, batch, optimizer, before, after, names, steps):
    """Takes steps from the parameters that another network began with, and says how far from its own ones they lead.

    The difference is the sum of the differences of the elements, as a share of the sum of what the steps changed: of all together, and of the
    tensor where it is worst. Single elements say little: Adam's first steps go by signs, and a gradient near 0 may have either.
    """
    net = Description(layers)
    x, y = net.inputs(batch), torch.arange(batch) % net.classes
    model = net.network()
    theirs, start = tensors(after), tensors(before)
    mine = [*model.parameters(), *(buffer for buffer in model.buffers() if buffer.dtype == torch.float32)]
    if [list(tensor.shape) for tensor in mine] != [list(start[name].shape) for name in names]:
        raise ValueError(f"the tensors are not those of {layers}: {[(name, list(start[name].shape)) for name in names]}")
    with torch.no_grad():
        for tensor, name in zip(mine, names):
            tensor.copy_(start[name])
    update = optimizer_of(model, optimizer, True)
    losses = []
    for _ in range(steps):
        update.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        update.step()
        losses.append(loss.item())
    pairs = [
        (float((tensor.detach() - theirs[name]).abs().sum()), float((tensor.detach() - start[name]).abs().sum()) + 1e-12, name)
        for tensor, name in zip(mine, names)]
    worst = max((apart / changed, name) for apart, changed, name in pairs)
    together = sum(apart for apart, _, _ in pairs) / sum(changed for _, changed, _ in pairs)
    return {"losses": losses, "difference": together, "worst": worst[0], "name": worst[1]}


def timed(work, repeats):
    start = time.perf_counter_ns()
    for _ in range(repeats):
        work()
    return (time.perf_counter_ns() - start) / repeats


def fastest(variants):
    """The fastest by the median of turns of about 10 ms, as many as fit into three seconds, and three at least."""
    repeats, times, turn = {}, {name: [] for name in variants}, 0
    for name, work in variants.items():
        timed(work, 3)  # the tracing executor compiles in its second call
        one = timed(work, 2)
        repeats[name] = max(1, int(1e7 / one))
        turn += repeats[name] * one
    for _ in range(max(3, min(9, int(3e9 / turn)))):
        for name, work in variants.items():
            times[name].append(timed(work, repeats[name]))
    return min(variants, key=lambda name: statistics.median(times[name]))


class Peer:
    cases = {"training": (training, torch.enable_grad), "inference": (inference, torch.inference_mode)}

    def __init__(self):
        self.open_cases = {}
        self.count = 0

    def open(self, case, layers, batch, variant, optimizer="adam"):
        describe, mode = self.cases[case]
        makers = describe(Description(layers), batch, optimizer)
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

    def check(self, **settings):
        with torch.enable_grad():
            return check(**settings)


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
