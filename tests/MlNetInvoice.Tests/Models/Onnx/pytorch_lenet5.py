#!/usr/bin/env python3
"""Writes pytorch_lenet5.onnx and pytorch_lenet5.csv beside this script: a LeNet-5 that PyTorch trained and exported, and its scores of 16 images.

Usage: pytorch_lenet5.py <folder with MNIST>. Written with Debian's python3-torch 1.13 (its own ONNX exporter; the onnx package is not needed).
"""
import gzip
import pathlib
import sys

import numpy as np
import torch
from torch import nn

torch.manual_seed(1)
torch.set_num_threads(1)
folder, here = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent


def read(name, offset):
    with gzip.open(folder / f"{name}.gz") as stream:
        return np.frombuffer(stream.read(), np.uint8, offset=offset)


images = torch.from_numpy(read("train-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28).astype(np.float32) / 255)
labels = torch.from_numpy(read("train-labels-idx1-ubyte", 8).astype(np.int64))


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = x.view(x.size(0), -1)
        return self.fc3(torch.relu(self.fc2(torch.relu(self.fc1(x)))))


net = LeNet5()
optimizer = torch.optim.Adam(net.parameters(), 2e-3)
for epoch in range(2):
    for batch in torch.randperm(len(images)).split(256):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(images[batch]), labels[batch]).backward()
        optimizer.step()

net.eval()
torch.onnx.export(net, images[:1], here / "pytorch_lenet5.onnx", opset_version=13, input_names=["input"], output_names=["logits"],
                  dynamic_axes={"input": {0: "n"}, "logits": {0: "n"}})
place = np.arange(784)
probes = np.stack([((place * 37 + place // 28 * 11 + index * 101) % 256 / 255).astype(np.float32) for index in range(16)])
with torch.no_grad():
    scores = torch.softmax(net(torch.from_numpy(probes).view(-1, 1, 28, 28)), 1).numpy()
np.savetxt(here / "pytorch_lenet5.csv", scores, delimiter=",", fmt="%.9g")
