#!/usr/bin/env python3
"""Golden values of the classic convolutional networks from PyTorch: LeNet-5, a VGG-like stack, ResNet-20.

They are too large to be written out. Parameters and samples are made by a formula on either side (see drawn), and of every
gradient and trained parameter the norm and some elements are kept. Double precision of single-precision parameters.

Usage: classics.py > classics.json      (made with PyTorch 1.13.1; Debian's python3-torch)
"""
import json
import math

import torch
from torch.nn import functional as F

SAMPLES = 4
STEPS = 3
KEPT = 24

torch.set_num_threads(2)


def drawn(name, count):
    """Numbers from -0.5 to 0.5 that depend on a name and their positions."""
    seed = 2166136261
    for letter in name.encode():
        seed = (seed ^ letter) * 16777619 % 2**32
    i = torch.arange(count, dtype=torch.int64)
    h = (i * 2654435761 + seed) % 2**32
    h = (h ^ (h >> 16)) * 73244475 % 2**32
    h = (h ^ (h >> 16)) * 73244475 % 2**32
    return (h ^ (h >> 16)).double() / 2**32 - 0.5


class Network:
    def __init__(self):
        self.parameters, self.buffers, self.training = {}, {}, True

    def tensor(self, name, shape, scale, shift=0.0):
        if name not in self.parameters:
            values = (drawn(name, math.prod(shape)) * scale + shift).float().double().reshape(shape)
            self.parameters[name] = values.requires_grad_()
        return self.parameters[name]

    def buffer(self, name, count, scale, shift):
        if name not in self.buffers:
            self.buffers[name] = (drawn(name, count) * scale + shift).float().double()
        return self.buffers[name]

    def conv(self, name, x, filters, kernel, bias=True, **window):
        weight = self.tensor(f"{name}.weight", (filters, x.shape[1], kernel, kernel), 2 * math.sqrt(6 / (x.shape[1] * kernel * kernel)))
        return F.conv2d(x, weight, self.tensor(f"{name}.bias", (filters,), 0.2) if bias else None, **window)

    def dense(self, name, x, units):
        weight = self.tensor(f"{name}.weight", (units, x.shape[1]), 2 * math.sqrt(6 / x.shape[1]))
        return F.linear(x, weight, self.tensor(f"{name}.bias", (units,), 0.2))

    def norm(self, name, x):
        channels = x.shape[1]
        weight, bias = self.tensor(f"{name}.weight", (channels,), 0.4, 1.0), self.tensor(f"{name}.bias", (channels,), 0.2)
        mean, var = self.buffer(f"{name}.running_mean", channels, 0.2, 0.0), self.buffer(f"{name}.running_var", channels, 0.4, 1.0)
        return F.batch_norm(x, mean, var, weight, bias, self.training, 0.1, 1e-5)


def lenet5(n, x):
    x = F.avg_pool2d(torch.tanh(n.conv("conv2d1", x, 6, 5, padding=2)), 2)
    x = F.avg_pool2d(torch.tanh(n.conv("conv2d2", x, 16, 5)), 2)
    x = torch.tanh(n.conv("conv2d3", x, 120, 5)).flatten(1)
    return n.dense("dense2", torch.tanh(n.dense("dense1", x, 84)), 10)


def vgg(n, x):
    for i, width in enumerate([16, 32, 64]):
        for j in (1, 2):
            x = F.relu(n.conv(f"conv2d{2 * i + j}", x, width, 3, padding=1))
        x = F.max_pool2d(x, 2)
    return n.dense("dense2", F.relu(n.dense("dense1", x.flatten(1), 64)), 10)


def resnet20(n, x):
    def body(name, x, width, stride):
        x = F.relu(n.norm(f"{name}.body.batchnorm1", n.conv(f"{name}.body.conv2d1", x, width, 3, bias=False, stride=stride, padding=1)))
        return n.norm(f"{name}.body.batchnorm2", n.conv(f"{name}.body.conv2d2", x, width, 3, bias=False, padding=1))

    def basic(name, x, width):
        return F.relu(body(name, x, width, 1) + x)

    def projection(name, x, width):
        shortcut = n.norm(f"{name}.shortcut.batchnorm1", n.conv(f"{name}.shortcut.conv2d1", x, width, 1, bias=False, stride=2))
        return F.relu(body(name, x, width, 2) + shortcut)

    x = F.relu(n.norm("batchnorm1", n.conv("conv2d1", x, 16, 3, bias=False, padding=1)))
    for i in range(3):
        x = basic(f"basicblock1.{i}", x, 16)
    for stage, width in ((1, 32), (2, 64)):
        x = projection(f"projectionblock{stage}", x, width)
        for i in range(2):
            x = basic(f"basicblock{stage + 1}.{i}", x, width)
    return n.dense("dense1", x.mean((2, 3)), 10)


def some(tensor):
    flat = tensor.detach().double().flatten()
    count = min(KEPT, len(flat))
    kept = [flat[i * len(flat) // count].item() for i in range(count)]
    return {"norm": float(f"{flat.norm().item():.8g}"), "elements": [float(f"{v:.8g}") for v in kept]}


def golden(network, shape, rate=0.01):
    n = Network()
    x = (drawn("input", SAMPLES * math.prod(shape)) * 3.4).float().double().reshape(SAMPLES, *shape)
    target = ((drawn("target", SAMPLES) + 0.5) * 10).long()
    network(n, x)
    # The call above has made the parameters, and moved the statistics.
    n.buffers.clear()
    n.training = False
    inference = network(n, x)
    n.training = True
    result = {"shape": list(shape), "samples": SAMPLES, "rate": rate, "inference": [float(f"{v:.8g}") for v in inference.flatten().tolist()]}
    optimizer = torch.optim.SGD(n.parameters.values(), lr=rate, momentum=0.9, nesterov=True, weight_decay=0.01)
    losses = []
    for step in range(STEPS):
        optimizer.zero_grad()
        outputs = network(n, x)
        loss = F.cross_entropy(outputs, target)
        loss.backward()
        losses.append(float(f"{loss.item():.8g}"))
        if step == 0:
            result["outputs"] = [float(f"{v:.8g}") for v in outputs.flatten().tolist()]
            result["gradients"] = {name: some(p.grad) for name, p in n.parameters.items()}
        optimizer.step()
    result["losses"] = losses
    result["after"] = {name: some(p) for name, p in n.parameters.items()}
    result["buffers"] = {name: some(b) for name, b in n.buffers.items()}
    return result


print(json.dumps({
    "lenet5": golden(lenet5, (1, 28, 28)),
    "vgg": golden(vgg, (3, 32, 32), rate=0.001),
    "resnet20": golden(resnet20, (3, 32, 32)),
}, separators=(",", ":")))
