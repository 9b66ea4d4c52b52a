"""Trains the tutorial CNN of Samples/Cifar10 by PyTorch in the same way, for a comparison of accuracy.

    python3 cifar_cnn.py DIR [--epochs 10] [--batch 32] [--threads 2] [--seed 1] [--training 45000]

DIR holds CIFAR-10's binary version: data_batch_1.bin to data_batch_5.bin and test_batch.bin. The same network (conv 32 3x3,
ReLU, max pool 2, conv 64 3x3, ReLU, max pool 2, dense 128, ReLU, dense 10) from PyTorch's own initial values; the same
augmentation (rotation up to 10 degrees, shifts up to a tenth each way, horizontal flip, in one bilinear mapping that draws out
the border, as Keras' ImageDataGenerator does); the mean of every pixel of the training part subtracted; Adam, whose rate falls
from 1e-3 to 0 in half a cosine; as many pictures held out of the training. It prints the test's accuracy after every epoch.
"""
import argparse
import math
import os
import time

import numpy
import torch

RECORD = 1 + 3 * 32 * 32


def read(paths):
    """The pictures of some files as bytes, and their classes."""
    parts = []
    for path in paths:
        content = numpy.fromfile(path, dtype=numpy.uint8)
        if content.size == 0 or content.size % RECORD:
            raise SystemExit(f"'{path}': expected records of {RECORD} bytes, but it has {content.size} bytes.")
        parts.append(content.reshape(-1, RECORD))
    records = numpy.concatenate(parts)
    return torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32).copy()), torch.from_numpy(records[:, 0].astype(numpy.int64))


def between(count, most, generator):
    return (torch.rand(count, generator=generator) * 2 - 1) * most


def augmented(pictures, generator):
    """One mapping a picture, from places of the result to places of the source; pixels count from -1 to 1 as grid_sample does."""
    count = len(pictures)
    angle = between(count, math.pi / 18, generator)
    # A shift by a tenth of the side is a fifth of the range from -1 to 1.
    right, down = between(count, 0.2, generator), between(count, 0.2, generator)
    mirror = torch.where(torch.rand(count, generator=generator) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(angle), torch.sin(angle)
    # The result's place is mirrored, then shifted, then turned.
    rows = torch.stack([cos * mirror, -sin, -(cos * right - sin * down), sin * mirror, cos, -(sin * right + cos * down)], dim=1)
    grid = torch.nn.functional.affine_grid(rows.reshape(count, 2, 3), list(pictures.shape), align_corners=False)
    return torch.nn.functional.grid_sample(pictures, grid, mode="bilinear", padding_mode="border", align_corners=False)


def network():
    return torch.nn.Sequential(
        torch.nn.Conv2d(3, 32, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(32, 64, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2), torch.nn.Flatten(),
        torch.nn.Linear(64 * 6 * 6, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))


def accuracy(model, pictures, labels, mean):
    right = 0
    model.eval()
    with torch.no_grad():
        for start in range(0, len(pictures), 500):
            x = pictures[start:start + 500].float() / 255 - mean
            right += (model(x).argmax(dim=1) == labels[start:start + 500]).sum().item()
    model.train()
    return right / len(pictures)


def main():
    parser = argparse.ArgumentParser(description="The tutorial CNN on CIFAR-10 by PyTorch.")
    parser.add_argument("directory")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--training", type=int, default=45_000, help="pictures to train on; the others are left out, as the sample holds them out")
    arguments = parser.parse_args()

    torch.set_flush_denormal(True)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    generator = torch.Generator().manual_seed(arguments.seed)
    pictures, labels = read([os.path.join(arguments.directory, f"data_batch_{i}.bin") for i in range(1, 6)])
    test_pictures, test_labels = read([os.path.join(arguments.directory, "test_batch.bin")])
    kept = torch.randperm(len(pictures), generator=torch.Generator().manual_seed(0))[:arguments.training]
    pictures, labels = pictures[kept], labels[kept]
    # In parts: all pictures as doubles would take gigabytes.
    mean = (sum(part.double().sum(dim=0) for part in pictures.split(1000)) / (255 * len(pictures))).float()

    # Channels last is the memory format in which this PyTorch convolves fastest; it changes no results worth speaking of.
    model = network().to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=arguments.rate)
    steps = arguments.epochs * math.ceil(len(pictures) / arguments.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 0.5 * (1 + math.cos(math.pi * step / steps)))
    for epoch in range(1, arguments.epochs + 1):
        began, loss_sum, right = time.perf_counter(), 0.0, 0
        for batch in torch.randperm(len(pictures), generator=generator).split(arguments.batch):
            x = augmented(pictures[batch].float() / 255, generator) - mean
            y = labels[batch]
            optimizer.zero_grad(set_to_none=True)
            scores = model(x.contiguous(memory_format=torch.channels_last))
            loss = torch.nn.functional.cross_entropy(scores, y)
            loss.backward()
            optimizer.step()
            schedule.step()
            loss_sum += loss.item() * len(batch)
            right += (scores.argmax(dim=1) == y).sum().item()
        seconds = time.perf_counter() - began
        print(f"epoch {epoch}/{arguments.epochs}: loss {loss_sum / len(pictures):.4f}, training accuracy {100 * right / len(pictures):.2f}%, "
              f"test accuracy {100 * accuracy(model, test_pictures, test_labels, mean):.2f}%, {len(pictures) / seconds:,.0f} samples/s, {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
