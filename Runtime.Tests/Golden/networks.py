#!/usr/bin/env python3
"""Golden values of whole networks from PyTorch: forward, loss, all gradients, parameters after 3 steps of each optimizer.

Usage: networks.py > networks.json      (made with PyTorch 1.13.1; Debian's python3-torch)
"""
import json
import sys

import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(7)
torch.set_num_threads(1)


class Names:
    """Layers under GraphGen's names: kind and ordinal."""

    def __init__(self, *layers):
        self.layers = layers

    def module(self):
        module = nn.Module()
        count = 0
        for layer in self.layers:
            if isinstance(layer, nn.Linear):
                count += 1
                module.add_module(f"dense{count}", layer)
        return module

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def every_activation():
    sizes = [7, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10]
    activations = [F.relu, lambda x: F.leaky_relu(x, 0.1), lambda x: F.elu(x, 0.7), F.selu, F.gelu,
                   lambda x: F.gelu(x, approximate="tanh"), F.silu, torch.sigmoid, torch.tanh, F.softplus]
    layers = []
    for i, activation in enumerate(activations):
        layers += [nn.Linear(sizes[i], sizes[i + 1]), activation]
    return Names(*layers, lambda x: F.softmax(x, -1), nn.Linear(10, 5)), torch.randn(6, 7), torch.tensor([0, 4, 2, 2, 1, 3]), \
        lambda y, t: F.cross_entropy(y, t, label_smoothing=0.1)


def sequence():
    layers = Names(nn.Linear(5, 6), torch.tanh, lambda x: x.reshape(-1, 2, 9), nn.Linear(9, 4), torch.tanh,
                   lambda x: x.flatten(1), nn.Linear(8, 5))
    return layers, torch.randn(6, 3, 5), torch.randn(6, 5), F.mse_loss


def probabilities():
    target = torch.softmax(torch.randn(6, 5), -1)
    return Names(nn.Linear(7, 33), torch.tanh, nn.Linear(33, 5)), torch.randn(6, 7), target, \
        lambda y, t: F.cross_entropy(y, t, label_smoothing=0.2)


OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
    "adam": lambda p: torch.optim.Adam(p, lr=0.01),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1),
}


def values(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().double().flatten().tolist()]


def golden(make):
    network, x, target, loss_of = make()
    module = network.module()
    initial = {name: p.detach().clone() for name, p in module.named_parameters()}
    y = network(x)
    loss = loss_of(y, target)
    loss.backward()
    result = {
        "input": values(x), "target": values(target), "output": values(y), "loss": loss.item(),
        "initial": {name: values(p) for name, p in initial.items()},
        "gradients": {name: values(p.grad) for name, p in module.named_parameters()},
        "after": {},
    }
    for name, create in OPTIMIZERS.items():
        for key, p in module.named_parameters():
            p.data.copy_(initial[key])
        optimizer = create(module.parameters())
        for _ in range(3):
            optimizer.zero_grad()
            loss_of(network(x), target).backward()
            optimizer.step()
        result["after"][name] = {key: values(p) for key, p in module.named_parameters()}
    return result


json.dump({make.__name__: golden(make) for make in (every_activation, sequence, probabilities)}, sys.stdout)
