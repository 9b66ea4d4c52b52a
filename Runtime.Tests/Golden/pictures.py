"""The networks of pictures.json: what Runtime.Tests/Graphs/GoldenPictures.cs says in GraphGen's language."""
import torch
from torch.nn import functional as F

from graph_layers import classes, cross_entropy, numbers


def convolutions():
    def forward(g, x):
        x = torch.tanh(g.convolution("conv2d1", x, 5, 3))
        x = torch.tanh(g.convolution("conv2d2", x, 18, 3, stride=2, padding=1))
        return {"output": g.dense("dense1", x.flatten(1), 4)}

    return dict(inputs=dict(input=numbers(3, 9, 7)), wanted=["input"], targets=dict(target=classes(4)), forward=forward,
                losses=dict(loss=cross_entropy), looks=dict(loss="output"), aims=dict(loss="target"))


def padded():
    def forward(g, x):
        x = torch.tanh(g.convolution("conv2d1", F.pad(x, (0, 1, 2, 2)), 16, (5, 3), stride=2))
        x = torch.tanh(g.convolution("conv2d2", x, 7, (2, 3), bias=False, padding=2, dilation=2))
        x = g.convolution("conv2d3", x, 3, 1)
        return {"output": x}

    return dict(inputs=dict(input=numbers(2, 7, 8)), wanted=["input"], targets=dict(target=numbers(3, 6, 4)), forward=forward,
                losses=dict(loss=F.mse_loss), looks=dict(loss="output"), aims=dict(loss="target"))


def groups():
    def forward(g, x):
        x = torch.tanh(g.convolution("conv2d1", x, 12, 3, groups=3, padding=1))
        x = torch.tanh(g.convolution("conv2d2", x, 12, 3, groups=12, padding=1, stride=2))
        x = torch.tanh(g.convolution("conv2d3", x, 32, (1, 2), groups=2, bias=False))
        x = torch.tanh(g.convolution("conv2d4", x, 64, 2, groups=32))
        return {"output": g.dense("dense1", x.flatten(1), 4)}

    return dict(inputs=dict(input=numbers(6, 7, 8)), wanted=["input"], targets=dict(target=classes(4)), forward=forward,
                losses=dict(loss=cross_entropy), looks=dict(loss="output"), aims=dict(loss="target"))


def sequences():
    def forward(g, x):
        x = torch.tanh(g.convolution("conv1d1", x, 7, 3, stride=2, padding=1))
        x = torch.tanh(g.convolution("conv1d2", x, 17, 2, dilation=2))
        x = torch.tanh(g.convolution("conv1d3", x, 16, 3, padding=1, groups=1, bias=False))
        return {"output": g.dense("dense1", x.flatten(1), 4)}

    return dict(inputs=dict(input=numbers(11, 5)), wanted=["input"], targets=dict(target=classes(4)), forward=forward,
                losses=dict(loss=cross_entropy), looks=dict(loss="output"), aims=dict(loss="target"))


def transposed():
    def forward(g, x):
        x = torch.tanh(g.dense("dense1", x, 24).reshape(-1, 6, 2, 2))
        x = torch.tanh(g.transposed("convtranspose2d1", x, 4, 3, stride=2, padding=1, output_padding=1))
        x = torch.sigmoid(g.transposed("convtranspose2d2", x, 6, (2, 3), groups=2, dilation=2))
        x = g.transposed("convtranspose2d3", x, 2, 3, bias=False, stride=3)
        return {"output": x}

    return dict(inputs=dict(input=numbers(5)), wanted=["input"], targets=dict(target=numbers(2, 18, 24)), forward=forward,
                losses=dict(loss=F.mse_loss), looks=dict(loss="output"), aims=dict(loss="target"))


def mixed():
    def forward(g, left, right, extra):
        a = g.node("see", torch.tanh(g.convolution("see.conv2d1", left, 16, 3, padding=1)))
        b = g.node("see#2", torch.tanh(g.convolution("see.conv2d1", right, 16, 3, padding=1)))
        both = torch.cat([a, b * a - left[:, :1], extra], 1)
        c = F.relu(g.node("body", g.convolution("body.conv2d1", both, 16, 3, padding=1))) + a
        label = g.dense("label.dense1", c.flatten(1), 4)
        same = g.dense("label.dense1", extra.flatten(1), 4)
        return {"picture": c[:, 3:13, 1:5], "label": label + same * 0.5}

    return dict(inputs=dict(left=numbers(2, 6, 5), right=numbers(2, 6, 5), extra=numbers(16, 6, 5)), wanted=["left", "extra"],
                targets=dict(answer=classes(4)), forward=forward, losses=dict(answer=cross_entropy), looks=dict(answer="label"))


def flattened():
    def forward(g, x):
        c = torch.tanh(g.convolution("see.conv2d1", x, 16, 2))
        f = g.node("flat", F.elu(c.flatten(1)))
        return {"answer": g.dense("answer.dense1", torch.cat([f * 2, x.flatten(1)], -1), 3), "picture": c}

    return dict(inputs=dict(x=numbers(1, 4, 5)), targets=dict(answer=classes(3), see=numbers(16, 3, 4)), forward=forward,
                losses=dict(answer=cross_entropy, see=F.mse_loss), looks=dict(see="picture"))


NETWORKS = [convolutions, padded, groups, sequences, transposed, mixed, flattened]
