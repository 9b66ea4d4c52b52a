#!/usr/bin/env python3
"""Golden values of graphs from PyTorch: outputs, losses, gradients of parameters and inputs, parameters after 3 steps.

Everything is computed in double precision of single-precision inputs and parameters, so that what differs is ours.
The networks are those of graph_networks.py, or of another module, with parameters under GraphGen's names.

Usage: graphs.py > graphs.json      (made with PyTorch 1.13.1; Debian's python3-torch)
       graphs.py pictures > pictures.json
       graphs.py pooling > pooling.json
"""
import importlib
import json
import sys

import torch

from graph_layers import SAMPLES, Graph

NETWORKS = importlib.import_module(f"{sys.argv[1] if len(sys.argv) > 1 else 'graph_networks'}").NETWORKS

STEPS = 3

OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.01),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True, weight_decay=0.01),
    "adam": lambda p: torch.optim.Adam(p, lr=0.01),
}


def values(tensor, digits=8):
    return [float(f"{v:.{digits}g}") for v in tensor.detach().double().flatten().tolist()]


def exact(tensor):
    return values(tensor, 9)


class Run:
    def __init__(self, make):
        self.case = make()
        self.graph = Graph()
        self.inputs = {name: x.clone() for name, x in self.case["inputs"].items()}
        for name in self.case.get("wanted", []):
            self.inputs[name].requires_grad_()
        self.weights = self.case.get("weights", {name: 1.0 for name in self.case["losses"]})

    def forward(self, inputs=None):
        return self.case["forward"](self.graph, *(inputs or self.inputs).values())

    def losses(self, outputs, rows=slice(None)):
        looks, aims = self.case.get("looks", {}), self.case.get("aims", {})
        return {name: of(outputs[looks.get(name, name)], self.case["targets"][aims.get(name, name)][rows]) for name, of in self.case["losses"].items()}

    def backward(self, rows=slice(None)):
        """One backward pass of some samples; gradients add up. Gives outputs, losses and total."""
        parts = {name: x.detach()[rows].requires_grad_(x.requires_grad) for name, x in self.inputs.items()}
        outputs = self.forward(self.inputs if rows == slice(None) else parts)
        losses = self.losses(outputs, rows)
        if "given" in self.case:
            total = sum((outputs[name] * gradient[rows]).sum() for name, gradient in self.case["given"].items())
        else:
            total = sum(self.weights[name] * loss for name, loss in losses.items())
        total.backward()
        return outputs, losses, total

    def zero(self):
        for p in [*self.graph.parameters.values(), *self.inputs.values()]:
            p.grad = None

    def gradients(self):
        return {name: values(p.grad) for name, p in self.graph.parameters.items() if name not in self.graph.frozen}


def golden(make):
    run = Run(make)
    outputs, losses, total = run.backward()
    case, graph = run.case, run.graph
    result = {
        "samples": SAMPLES,
        "inputs": {name: exact(x) for name, x in run.inputs.items()},
        "targets": {name: exact(t) for name, t in case["targets"].items()},
        "outputs": {name: values(outputs[name]) for name in case.get("outputs", outputs)},
        "nodes": {name: values(x) for name, x in graph.nodes.items()},
        "losses": {name: loss.item() for name, loss in losses.items()},
        "loss": total.item(),
        "initial": {name: exact(p) for name, p in graph.parameters.items()},
        "frozen": sorted(graph.frozen),
        "gradients": run.gradients(),
        "inputGradients": {name: values(run.inputs[name].grad) for name in case.get("wanted", [])},
    }
    if "given" in case:
        result["given"] = {name: exact(x) for name, x in case["given"].items()}
    # Two backward passes of batches of different size, without zeroing between them.
    run.zero()
    run.backward(slice(0, 2))
    run.backward(slice(2, SAMPLES))
    result["accumulated"] = run.gradients()
    if "changed" in case:
        run.zero()
        before, run.weights = run.weights, case["changed"]
        result["changed"] = {"weights": run.weights, "loss": run.backward()[2].item(), "gradients": run.gradients()}
        run.weights = before
    name = case.get("optimizer", "nesterov")
    trained = [p for p in graph.parameters.values() if p.requires_grad]
    optimizer = OPTIMIZERS[name](trained) if trained else None
    for _ in range(STEPS if trained else 0):
        run.zero()
        run.backward()
        optimizer.step()
    result["optimizer"] = name
    result["after"] = {key: values(p) for key, p in graph.parameters.items()}
    return result


print(json.dumps({make.__name__: golden(make) for make in NETWORKS}, separators=(",", ":")))
