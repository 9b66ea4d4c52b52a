"""Golden values of the optimizers: parameters after each of five steps under PyTorch's rules.

Run with a Python that has PyTorch (1.13.1 made the committed file):
    /usr/bin/python3 Runtime.Tests/Golden/optimizers.py > Runtime.Tests/Golden/optimizers.json
"""
import json
import torch

STEPS = 5
COUNT = 20

CASES = [
    ("sgd", torch.optim.SGD, dict(lr=0.1)),
    ("sgd decay", torch.optim.SGD, dict(lr=0.1, weight_decay=0.05)),
    ("sgd momentum", torch.optim.SGD, dict(lr=0.1, momentum=0.9)),
    ("sgd momentum dampening decay", torch.optim.SGD, dict(lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.05)),
    ("sgd nesterov", torch.optim.SGD, dict(lr=0.1, momentum=0.9, nesterov=True)),
    ("sgd nesterov decay", torch.optim.SGD, dict(lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.05)),
    ("adam", torch.optim.Adam, dict(lr=0.001)),
    ("adam betas epsilon", torch.optim.Adam, dict(lr=0.01, betas=(0.8, 0.95), eps=1e-4)),
    ("adam decay", torch.optim.Adam, dict(lr=0.01, weight_decay=0.1)),
    ("adamw", torch.optim.AdamW, dict(lr=0.01)),
    ("adamw decay", torch.optim.AdamW, dict(lr=0.01, weight_decay=0.3, betas=(0.5, 0.9))),
]


def main():
    torch.manual_seed(1)
    start = torch.randn(COUNT)
    # Magnitudes from 1e-6 to 10, and elements that are zero throughout, at first, and from the second step on.
    gradients = torch.randn(STEPS, COUNT) * torch.logspace(-6, 1, COUNT)
    gradients[:, 0] = 0
    gradients[:2, 1] = 0
    gradients[1:, 2] = 0
    cases = []
    for name, kind, options in CASES:
        parameter = torch.nn.Parameter(start.clone())
        optimizer = kind([parameter], **options)
        after = []
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimizer.step()
            after.append(parameter.detach().tolist())
        cases.append(dict(name=name, after=after))
    print(json.dumps(dict(torch=torch.__version__, start=start.tolist(), gradients=gradients.tolist(), cases=cases), indent=1))


main()
