#!/usr/bin/env python3
"""Golden values of the losses and their gradients from PyTorch, computed in double precision of single-precision inputs.

Run with a Python that has PyTorch (Debian's python3-torch 1.13.1 made the committed file):
    /usr/bin/python3 Runtime.Tests/Golden/losses.py > Runtime.Tests/Golden/losses.json
"""
import json

import torch
from torch.nn import functional as F

SAMPLES, ROWS, COLUMNS = 5, 2, 19

torch.manual_seed(11)
torch.set_num_threads(1)

# Predictions from tiny to large; some targets are hit exactly, which is where losses have their kinks.
SHAPE = (SAMPLES, ROWS, COLUMNS)
prediction = (torch.randn(SHAPE) * torch.logspace(-2, 1.3, COLUMNS)).float()
number = torch.randn(SHAPE)
number[:, :, 3] = prediction[:, :, 3]
answer = torch.rand(SHAPE)
answer[:, :, ::2] = answer[:, :, ::2].round()
side = torch.where(torch.rand(SHAPE) < 0.5, -1.0, 1.0)
share = torch.softmax(3 * torch.randn(SHAPE), -1)
share[0] = F.one_hot(torch.tensor([4, 18]), COLUMNS).float()
share[1, :, 5:9] = 0


def divergence(x, t):
    # batchmean divides by the first axis: every row is a sample of its own.
    return F.kl_div(F.log_softmax(x, -1).flatten(0, 1), t.flatten(0, 1), reduction="batchmean")


CASES = [
    ("squared", number, F.mse_loss),
    ("absolute", number, F.l1_loss),
    ("huber", number, F.huber_loss),
    ("huber 0.3", number, lambda x, t: F.huber_loss(x, t, delta=0.3)),
    ("binary", answer, F.binary_cross_entropy_with_logits),
    ("binary 2.5", answer, lambda x, t: F.binary_cross_entropy_with_logits(x, t, pos_weight=torch.tensor(2.5, dtype=x.dtype))),
    ("hinge", side, lambda x, t: F.relu(1 - t * x).mean()),
    ("divergence", share, divergence),
    ("cross entropy", share, lambda x, t: F.cross_entropy(x.flatten(0, 1), t.flatten(0, 1), label_smoothing=0.2)),
]


def values(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().double().flatten().tolist()]


def golden(name, target, loss_of):
    x = prediction.double().requires_grad_()
    loss = loss_of(x, target.double())
    loss.backward()
    return dict(name=name, target=values(target), loss=loss.item(), gradient=values(x.grad))


print(json.dumps(dict(torch=torch.__version__, samples=SAMPLES, rows=ROWS, columns=COLUMNS, prediction=values(prediction),
                      cases=[golden(*case) for case in CASES])))
