#!/usr/bin/env python3
"""The work of `peers` in PyTorch. Reads one request a line ("work threads", or "work threads processor" for the processor's time), answers with one number a line; "ready" at the beginning.

Works: lenet5-256, lenet5-64, mlp-256: seconds an epoch of 60,000 images by Adam; latency-N: seconds to classify N digits; bulk: digits a second.
An epoch is measured by the median of `steps` mini-batches and scaled, a classification by its median call: what it takes while nothing else interrupts it.
"""
import sys
from time import perf_counter, process_time

import torch
from torch import nn

IMAGES = 60000
CLOCK = perf_counter


def lenet5():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def mlp():
    sizes = [784, 512, 512, 256, 256, 128, 128]
    layers = [nn.Flatten()]
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(128, 10))


class Training:
    def __init__(self, model, batch):
        self.model, self.batch = model, batch
        self.optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
        self.images, self.labels, self.place = images(), torch.arange(IMAGES) % 10, 0

    def run(self, steps):
        times = []
        for _ in range(steps):
            begin = CLOCK()
            chosen = ORDER[self.place:self.place + self.batch]
            self.place = (self.place + self.batch) % (IMAGES - self.batch)
            x = self.images[chosen].float().div_(255).unsqueeze(1)
            self.optimizer.zero_grad(set_to_none=True)
            nn.functional.cross_entropy(self.model(x), self.labels[chosen]).backward()
            self.optimizer.step()
            times.append(CLOCK() - begin)
        return median(times) * IMAGES / self.batch


def median(times):
    """The processor's clock is coarse: its mean counts."""
    return sorted(times)[len(times) // 2] if CLOCK is perf_counter else sum(times) / len(times)


def images():
    torch.manual_seed(1)
    return torch.randint(0, 256, (IMAGES, 28, 28), dtype=torch.uint8)


def classify(model, count, repeats):
    x = torch.rand(count, 1, 28, 28)
    with torch.inference_mode():
        times = []
        for _ in range(repeats):
            begin = CLOCK()
            torch.softmax(model(x), 1)
            times.append(CLOCK() - begin)
        return median(times)


ORDER = torch.randperm(IMAGES)
WORK = {}


def run(work):
    if work in ("lenet5-256", "lenet5-64", "mlp-256"):
        name, batch = work.split("-")
        if work not in WORK:
            WORK[work] = Training(lenet5() if name == "lenet5" else mlp(), int(batch))
            WORK[work].run(3)
        return WORK[work].run(6000 // int(batch))
    model = WORK.setdefault("model", lenet5().eval())
    if work != "bulk":
        count = int(work.split("-")[1])
        classify(model, count, 20)
        return classify(model, count, 200)
    # Large batches fall out of the cache; whoever has many images may cut them as is best.
    classify(model, 1024, 1)
    return max(batch / classify(model, batch, 4096 // batch) for batch in (64, 256, 1024))


print(f"ready PyTorch {torch.__version__}", flush=True)
for line in sys.stdin:
    task, threads, *clock = line.split()
    CLOCK = process_time if clock else perf_counter
    torch.set_num_threads(int(threads))
    print(f"{run(task):.9g}", flush=True)
