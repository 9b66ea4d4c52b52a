"""Golden values of the optimizers and schedules under PyTorch's rules: parameters after each step, rates of each step.

Run with a Python that has PyTorch (1.13.1 made the committed file):
    /usr/bin/python3 Runtime.Tests/Golden/optimizers.py > Runtime.Tests/Golden/optimizers.json
"""
import json
import math
import warnings
import torch
from torch.optim import lr_scheduler

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
    ("adagrad", torch.optim.Adagrad, dict(lr=0.1)),
    ("adagrad all", torch.optim.Adagrad, dict(lr=0.1, lr_decay=0.2, weight_decay=0.05, initial_accumulator_value=0.3, eps=1e-3)),
    ("rmsprop", torch.optim.RMSprop, dict(lr=0.01)),
    ("rmsprop decay", torch.optim.RMSprop, dict(lr=0.01, alpha=0.9, eps=1e-4, weight_decay=0.1)),
    ("rmsprop momentum", torch.optim.RMSprop, dict(lr=0.01, momentum=0.9)),
    ("rmsprop centered", torch.optim.RMSprop, dict(lr=0.01, alpha=0.8, eps=1e-3, centered=True)),
    ("rmsprop centered momentum", torch.optim.RMSprop, dict(lr=0.01, alpha=0.8, eps=1e-3, centered=True, momentum=0.7, weight_decay=0.05)),
]

# Several parameters: what is done to gradients first, and groups (by parameter: rate scale, weight decay, l1, frozen).
PLAIN = dict(scale=1.0, decay=None, l1=None, frozen=False)
NAMES = ["encoder.dense1.weight", "encoder.dense1.bias", "head.weight", "head.bias"]
GROUPS = [dict(PLAIN, scale=0.1), dict(PLAIN, decay=0.0, l1=0.0), PLAIN, dict(PLAIN, frozen=True)]
EDITS = [
    ("clip value", torch.optim.SGD, dict(lr=0.1), dict(value=0.5), [PLAIN] * 4),
    ("clip norm", torch.optim.SGD, dict(lr=0.1, momentum=0.9), dict(norm=2.0), [PLAIN] * 4),
    ("clip norm out of reach", torch.optim.AdamW, dict(lr=0.01), dict(norm=1e6), [PLAIN] * 4),
    ("clip both", torch.optim.Adam, dict(lr=0.01), dict(value=0.5, norm=1.5), [PLAIN] * 4),
    ("l1", torch.optim.Adagrad, dict(lr=0.1), dict(l1=0.02), [PLAIN] * 4),
    ("groups", torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.05), dict(), GROUPS),
    ("all", torch.optim.AdamW, dict(lr=0.01, weight_decay=0.3), dict(value=0.7, norm=1.5, l1=0.01), GROUPS),
    ("all rmsprop", torch.optim.RMSprop, dict(lr=0.01, weight_decay=0.1), dict(value=0.7, norm=1.5, l1=0.01), GROUPS),
]

METRICS = [5.0, 4.0, 4.0, 3.9999, 4.5, 3.0, 3.1, 3.2, 3.3, 3.4, 3.5, 2.0, 2.5, math.nan, 2.5, 2.5, 2.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
SCHEDULES = [
    ("step", 40, 0.3, lambda o: lr_scheduler.StepLR(o, 7, gamma=0.3)),
    ("exponential", 40, 0.3, lambda o: lr_scheduler.ExponentialLR(o, 0.93)),
    ("cosine", 25, 0.3, lambda o: lr_scheduler.CosineAnnealingLR(o, 24, eta_min=0.01)),
    ("restarts", 40, 0.3, lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 6)),
    ("restarts growing", 100, 0.3, lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 5, T_mult=3, eta_min=0.02)),
    ("warmup", 30, 0.3, lambda o: lr_scheduler.SequentialLR(
        o, [lr_scheduler.LinearLR(o, start_factor=1 / 6, total_iters=5), lr_scheduler.ExponentialLR(o, 0.9)], [6])),
    ("one cycle", 50, 0.1, lambda o: lr_scheduler.OneCycleLR(o, 0.3, total_steps=50)),
    ("one cycle between steps", 17, 0.1, lambda o: lr_scheduler.OneCycleLR(o, 0.3, total_steps=17, pct_start=0.4, div_factor=10, final_div_factor=100)),
    ("one cycle falling", 9, 0.1, lambda o: lr_scheduler.OneCycleLR(o, 0.3, total_steps=9, pct_start=0.0)),
    ("one cycle rising", 9, 0.1, lambda o: lr_scheduler.OneCycleLR(o, 0.3, total_steps=9, pct_start=1.0)),
]
PLATEAUS = [
    ("plateau", dict(patience=2)),
    ("plateau cooldown", dict(factor=0.5, patience=1, cooldown=2, threshold=0.1)),
    ("plateau absolute", dict(factor=0.5, patience=0, threshold=0.5, threshold_mode="abs", min_lr=0.01)),
    ("plateau rising", dict(mode="max", factor=0.5, patience=3, eps=0.05)),
    ("plateau rising absolute", dict(mode="max", factor=0.3, patience=3, threshold_mode="abs")),
]


def optimizers(start, gradients):
    for name, kind, options in CASES:
        parameter = torch.nn.Parameter(start.clone())
        optimizer = kind([parameter], **options)
        after = []
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimizer.step()
            after.append(parameter.detach().tolist())
        yield dict(name=name, after=after)


def edits(starts, gradients):
    for name, kind, options, edit, groups in EDITS:
        parameters = [torch.nn.Parameter(start.clone(), requires_grad=not group["frozen"]) for start, group in zip(starts, groups)]
        optimizer = kind([
            dict(params=[parameter], lr=options["lr"] * group["scale"],
                 **({} if group["decay"] is None else dict(weight_decay=group["decay"])))
            for parameter, group in zip(parameters, groups) if parameter.requires_grad], **options)
        trained = [parameter for parameter in parameters if parameter.requires_grad]
        after = []
        for step in gradients:
            for parameter, gradient in zip(parameters, step):
                parameter.grad = gradient.clone() if parameter.requires_grad else None
            if "value" in edit:
                torch.nn.utils.clip_grad_value_(trained, edit["value"])
            if "norm" in edit:
                torch.nn.utils.clip_grad_norm_(trained, edit["norm"])
            for parameter, group in zip(parameters, groups):
                if parameter.requires_grad:
                    l1 = edit.get("l1", 0) if group["l1"] is None else group["l1"]
                    parameter.grad += l1 * parameter.detach().sign()
            optimizer.step()
            after.append([parameter.detach().tolist() for parameter in parameters])
        yield dict(name=name, after=after)


def schedules():
    for name, steps, rate, create in SCHEDULES:
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate, momentum=0.9)
        schedule = create(optimizer)
        rates = []
        for step in range(steps):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if step + 1 < steps:
                schedule.step()
        yield dict(name=name, rates=rates)


def plateaus():
    for name, options in PLATEAUS:
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
        schedule = lr_scheduler.ReduceLROnPlateau(optimizer, **options)
        rates = []
        for metric in METRICS:
            schedule.step(metric)
            rates.append(optimizer.param_groups[0]["lr"])
        yield dict(name=name, rates=rates)


def main():
    warnings.simplefilter("ignore")
    torch.manual_seed(1)
    start = torch.randn(COUNT)
    # Magnitudes from 1e-6 to 10, and elements that are zero throughout, at first, and from the second step on.
    gradients = torch.randn(STEPS, COUNT) * torch.logspace(-6, 1, COUNT)
    gradients[:, 0] = 0
    gradients[:2, 1] = 0
    gradients[1:, 2] = 0
    shapes = [19, 3, 33, 2]
    starts = [torch.randn(length) for length in shapes]
    starts[0][4] = 0  # whose sign is 0
    several = [[torch.randn(length) * (0.02 if step == 2 else 1) for length in shapes] for step in range(STEPS)]
    print(json.dumps(dict(
        torch=torch.__version__,
        start=start.tolist(),
        gradients=gradients.tolist(),
        cases=list(optimizers(start, gradients)),
        edits=dict(
            names=NAMES,
            starts=[start.tolist() for start in starts],
            gradients=[[gradient.tolist() for gradient in step] for step in several],
            cases=list(edits(starts, several))),
        schedules=list(schedules()),
        metrics=[str(metric) for metric in METRICS],
        plateaus=list(plateaus())), indent=1))


main()
