"""What the networks of graph_networks.py are made of: layers under GraphGen's names, data, losses."""
import math

import torch
from torch.nn import functional as F

SAMPLES = 5

torch.manual_seed(23)
torch.set_num_threads(1)


class Graph:
    """The layers that a network has called, by name; a second call of a name shares its parameters."""

    def __init__(self):
        self.parameters = {}
        self.frozen = set()
        self.nodes = {}

    def dense(self, name, x, units, bias=True, frozen=False):
        if f"{name}.weight" not in self.parameters:
            bound = 1.5 / math.sqrt(x.shape[-1])
            self.parameter(f"{name}.weight", torch.empty(units, x.shape[-1]).uniform_(-bound, bound), frozen)
            if bias:
                self.parameter(f"{name}.bias", torch.empty(units).uniform_(-0.3, 0.3), frozen)
        return F.linear(x, self.parameters[f"{name}.weight"], self.parameters.get(f"{name}.bias"))

    def embedding(self, name, indices, count, features, frozen=False):
        if f"{name}.weight" not in self.parameters:
            self.parameter(f"{name}.weight", torch.randn(count, features), frozen)
        return F.embedding(indices, self.parameters[f"{name}.weight"])

    def convolution(self, name, x, filters, kernel, bias=True, frozen=False, groups=1, **window):
        """Over pictures, or over sequences with features last."""
        sizes = (kernel,) * (x.dim() - 2) if isinstance(kernel, int) else kernel
        if x.dim() == 3:
            x = x.transpose(1, 2)
        if f"{name}.weight" not in self.parameters:
            bound = 1.5 / math.sqrt(x.shape[1] // groups * math.prod(sizes))
            self.parameter(f"{name}.weight", torch.empty(filters, x.shape[1] // groups, *sizes).uniform_(-bound, bound), frozen)
            if bias:
                self.parameter(f"{name}.bias", torch.empty(filters).uniform_(-0.3, 0.3), frozen)
        of = F.conv1d if x.dim() == 3 else F.conv2d
        y = of(x, self.parameters[f"{name}.weight"], self.parameters.get(f"{name}.bias"), groups=groups, **window)
        return y.transpose(1, 2) if x.dim() == 3 else y

    def transposed(self, name, x, filters, kernel, bias=True, groups=1, **window):
        sizes = (kernel, kernel) if isinstance(kernel, int) else kernel
        if f"{name}.weight" not in self.parameters:
            bound = 1.5 / math.sqrt(x.shape[1] // groups * math.prod(sizes))
            self.parameter(f"{name}.weight", torch.empty(x.shape[1], filters // groups, *sizes).uniform_(-bound, bound), False)
            if bias:
                self.parameter(f"{name}.bias", torch.empty(filters).uniform_(-0.3, 0.3), False)
        return F.conv_transpose2d(x, self.parameters[f"{name}.weight"], self.parameters.get(f"{name}.bias"), groups=groups, **window)

    def parameter(self, name, values, frozen):
        self.parameters[name] = single(values).requires_grad_(not frozen)
        if frozen:
            self.frozen.add(name)

    def node(self, name, value):
        self.nodes[name] = value
        return value


def single(tensor):
    return tensor.float().double()


def numbers(*shape):
    return single(torch.randn(SAMPLES, *shape))


def classes(count, *shape):
    return torch.randint(count, (SAMPLES, *shape))


def shares(*shape):
    return single(torch.softmax(torch.randn(SAMPLES, *shape) * 2, -1))


def sides(*shape):
    return torch.where(torch.rand(SAMPLES, *shape) < 0.5, -1.0, 1.0).double()


def answers(*shape):
    return torch.rand(SAMPLES, *shape).round().double()


def cross_entropy(x, t, smoothing=0.0):
    x = x.flatten(0, -2)
    return F.cross_entropy(x, t.flatten() if t.dtype == torch.int64 else t.flatten(0, -2), label_smoothing=smoothing)


def divergence(x, t):
    return F.kl_div(F.log_softmax(x, -1).flatten(0, -2), t.flatten(0, -2), reduction="batchmean")
