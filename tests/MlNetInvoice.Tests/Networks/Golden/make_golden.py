#!/usr/bin/env python3
"""Writes pytorch_lenet5.bin.gz: what PyTorch computes for lenet5 and lenet5-bn from weights and images that a formula gives.

For each network: name; logits of 32 images; loss; all gradients; the losses of ten Adam steps and the values after them; the same for ten
steps of gradient descent with momentum. Numbers are little-endian float32, long arrays without their last byte (16 bits of
mantissa remain, 1.5e-5 relative); of arrays of more than 1,000 values after the steps every fourth is kept.

Needs PyTorch (Debian: python3-torch). Run in this folder: python3 make_golden.py
"""
import gzip
import struct

import numpy as np
import torch
from torch import nn

BATCH = 32


class Generator:
    """Numerical Recipes' 32-bit linear congruential generator: the same in any language."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 1664525 + 1013904223) & 0xFFFFFFFF
        return self.state

    def symmetric(self, count, bound):
        return np.array([bound * (2.0 * ((self.next() >> 8) / 16777216.0) - 1.0) for _ in range(count)], dtype=np.float64).astype(np.float32)


def build(normalized):
    def norm2(n):
        return [nn.BatchNorm2d(n)] if normalized else []

    def norm1(n):
        return [nn.BatchNorm1d(n)] if normalized else []

    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), *norm2(6), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), *norm2(16), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), *norm1(120), nn.ReLU(),
        nn.Linear(120, 84), *norm1(84), nn.ReLU(),
        nn.Linear(84, 10))


def fill(model, generator):
    for layer in model:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            fan_in = layer.weight[0].numel()
            weight, bias = generator.symmetric(layer.weight.numel(), (6.0 / fan_in) ** 0.5), generator.symmetric(layer.bias.numel(), 0.1)
        elif isinstance(layer, (nn.BatchNorm2d, nn.BatchNorm1d)):
            weight, bias = generator.symmetric(layer.weight.numel(), 0.2) + np.float32(1), generator.symmetric(layer.bias.numel(), 0.1)
        else:
            continue
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(weight).reshape(layer.weight.shape))
            layer.bias.copy_(torch.from_numpy(bias))


def values(model):
    """All values in the order of the library: layer by layer, running statistics after weight and bias."""
    for layer in model:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            yield from (layer.weight, layer.bias)
        elif isinstance(layer, (nn.BatchNorm2d, nn.BatchNorm1d)):
            yield from (layer.weight, layer.bias, layer.running_mean, layer.running_var)


def short(array):
    data = np.ascontiguousarray(array.detach().numpy().ravel(), dtype='<f4').copy()
    bits = data.view(np.uint32)
    rounded = ((bits.astype(np.uint64) + 0x80) >> 8).astype(np.uint32)
    return rounded.astype('<u4').view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def steps(out, normalized, images, labels, make_optimizer):
    model = build(normalized)
    fill(model, Generator(7))
    optimizer = make_optimizer(model.parameters())
    for _ in range(10):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        out.write(struct.pack('<f', loss.item()))
    for value in values(model):
        flat = value.detach().ravel()
        out.write(short(flat[::4] if flat.numel() > 1000 else flat))


def main():
    torch.set_num_threads(1)
    generator = Generator(1)
    pixels = np.array([generator.next() >> 24 for _ in range(BATCH * 784)], dtype=np.uint8)
    images = torch.from_numpy(pixels.astype(np.float32) / np.float32(255)).reshape(BATCH, 1, 28, 28)
    labels = torch.arange(BATCH) % 10
    with open('pytorch_lenet5.bin.gz', 'wb') as file, gzip.GzipFile(fileobj=file, mode='wb', mtime=0, filename='', compresslevel=9) as out:
        for name, normalized in (('lenet5', False), ('lenet5-bn', True)):
            out.write(name.encode().ljust(16, b'\0'))
            model = build(normalized)
            fill(model, Generator(7))
            logits = model(images)
            loss = nn.functional.cross_entropy(logits, labels)
            loss.backward()
            out.write(logits.detach().numpy().astype('<f4').tobytes())
            out.write(struct.pack('<f', loss.item()))
            for parameter in model.parameters():
                out.write(short(parameter.grad))
            # A bias before batch normalization has no gradient but rounding, which a smaller epsilon would enlarge.
            eps = 1e-4 if normalized else 1e-8
            steps(out, normalized, images, labels, lambda p: torch.optim.Adam(p, lr=0.001, eps=eps))
            steps(out, normalized, images, labels, lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9))


main()
