#!/usr/bin/env python3
"""Golden values of normalisations from PyTorch: forward in training, loss, all gradients, and after 3 steps parameters, running
statistics and forward in evaluation.

Usage: norms.py > norms.json      (made with PyTorch 1.13.1; Debian's python3-torch)
"""
import json
import sys

import torch
from torch import nn
from torch.nn import functional as F

SAMPLES = 6

torch.manual_seed(31)
torch.set_num_threads(1)


class Moved(nn.Module):
    """A layer that has its channels elsewhere: GraphGen's sequences are [time, features]."""

    def __init__(self, layer, *axes):
        super().__init__()
        self.layer, self.axes = layer, axes

    def forward(self, x):
        return self.layer(x.transpose(*self.axes)).transpose(*self.axes)


def sequence(layer):
    return Moved(layer, 1, 2)


def pixels(layer):
    return Moved(layer, 1, 3)


class Network(nn.Module):
    """Layers under GraphGen's names: kind and ordinal."""

    def __init__(self, *layers):
        super().__init__()
        counts = {}
        self.order = []
        for kind, layer in layers:
            if isinstance(layer, (nn.Module)):
                counts[kind] = counts.get(kind, 0) + 1
                self.add_module(f"{kind}{counts[kind]}", layer)
            self.order.append(layer)

    def forward(self, x):
        for layer in self.order:
            x = layer(x)
        return x

    def state(self):
        return {name.replace(".layer.", "."): value for name, value in self.state_dict().items() if not name.endswith("num_batches_tracked")}

    def gradients(self):
        return {name.replace(".layer.", "."): value.grad for name, value in self.named_parameters() if value.requires_grad}


def dense(inputs, outputs, bias=True):
    return "dense", nn.Linear(inputs, outputs, bias=bias)


def conv(inputs, filters, kernel, bias=True):
    return "conv2d", nn.Conv2d(inputs, filters, kernel, bias=bias)


def act(function):
    return "", function


def frozen(layer):
    for parameter in layer.parameters():
        parameter.requires_grad_(False)
    layer.eval()
    layer.train = lambda mode=True: layer
    return layer


flatten = act(lambda x: x.flatten(1))

CASES = {
    "batch_features": ([7], Network(dense(7, 19, False), ("batchnorm", nn.BatchNorm1d(19)), act(F.relu), dense(19, 5))),
    "batch_sequence": ([4, 7], Network(
        dense(7, 19, False), ("batchnorm", sequence(nn.BatchNorm1d(19, momentum=0.3, eps=1e-3))), act(torch.tanh), flatten, dense(76, 5))),
    "batch_picture": ([2, 6, 5], Network(
        conv(2, 5, 3, False), ("batchnorm", nn.BatchNorm2d(5)), act(F.relu), conv(5, 18, 2), ("batchnorm", nn.BatchNorm2d(18, affine=False)),
        act(torch.tanh), flatten, dense(108, 5))),
    "batch_input": ([3, 5, 4], Network(("batchnorm", nn.BatchNorm2d(3)), conv(3, 16, 3), act(F.relu), flatten, dense(96, 5))),
    "batch_frozen": ([2, 6, 5], Network(conv(2, 17, 3, False), ("batchnorm", frozen(nn.BatchNorm2d(17))), act(F.relu), flatten, dense(204, 5))),
    "layer_features": ([7], Network(dense(7, 19), ("layernorm", nn.LayerNorm(19)), act(F.relu), dense(19, 5))),
    "layer_sequence": ([4, 7], Network(
        dense(7, 18), ("layernorm", nn.LayerNorm(18, eps=1e-3)), act(torch.tanh), dense(18, 5), ("layernorm", nn.LayerNorm(5, elementwise_affine=False)),
        flatten, dense(20, 5))),
    "layer_picture": ([2, 6, 5], Network(conv(2, 17, 3), ("layernorm", pixels(nn.LayerNorm(17))), act(torch.tanh), flatten, dense(204, 5))),
    "group_features": ([7], Network(dense(7, 18), ("groupnorm", nn.GroupNorm(3, 18)), act(F.relu), dense(18, 5))),
    "group_sequence": ([4, 7], Network(
        dense(7, 20), ("groupnorm", sequence(nn.GroupNorm(5, 20, eps=1e-3))), act(torch.tanh), flatten, dense(80, 5))),
    "group_picture": ([2, 6, 5], Network(
        conv(2, 18, 3), ("groupnorm", nn.GroupNorm(6, 18)), act(F.relu), conv(18, 4, 2), ("groupnorm", nn.GroupNorm(2, 4, affine=False)),
        flatten, dense(24, 5))),
}


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().reshape(-1).tolist()]


def golden(shape, network):
    network.double()
    with torch.no_grad():
        for name, value in network.state().items():
            if name.endswith("running_var"):
                value.copy_(0.5 + torch.rand(value.shape))
            else:
                value.copy_(torch.randn(value.shape) * (0.4 if value.dim() > 1 else 0.3) + (1.0 if "norm" in name and name.endswith("weight") else 0.0))
            value.copy_(value.float().double())
    x = torch.randn(SAMPLES, *shape).float().double().requires_grad_()
    target = torch.randn(SAMPLES, 5).float().double()
    result = {"input": numbers(x), "target": numbers(target), "initial": {name: numbers(value) for name, value in network.state().items()}}
    optimizer = torch.optim.SGD([parameter for parameter in network.parameters() if parameter.requires_grad], lr=0.05)
    network.train()
    for step in range(3):
        optimizer.zero_grad()
        output = network(x)
        loss = F.mse_loss(output, target)
        loss.backward()
        if step == 0:
            result["output"] = numbers(output)
            result["loss"] = loss.item()
            result["gradients"] = {name: numbers(value) for name, value in network.gradients().items()}
            result["input_gradient"] = numbers(x.grad)
        optimizer.step()
    result["after"] = {name: numbers(value) for name, value in network.state().items()}
    network.eval()
    result["evaluation"] = numbers(network(x))
    return result


json.dump({name: golden(shape, network) for name, (shape, network) in CASES.items()}, sys.stdout, indent=0)
