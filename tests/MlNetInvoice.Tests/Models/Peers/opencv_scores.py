#!/usr/bin/env python3
"""Scores images with OpenCV's importer: opencv_scores.py <images.bin: n × 784 float32> (<model.onnx|model.pb> <scores.bin>)…"""
import sys

import cv2
import numpy as np

images = np.fromfile(sys.argv[1], np.float32).reshape(-1, 1, 28, 28)
for model, target in zip(sys.argv[2::2], sys.argv[3::2]):
    net = cv2.dnn.readNetFromONNX(model) if model.endswith(".onnx") else cv2.dnn.readNetFromTensorflow(model)
    scores = []
    for start in range(0, len(images), 500):
        net.setInput(images[start:start + 500])
        scores.append(net.forward().reshape(-1, 10).copy())
    np.concatenate(scores).astype(np.float32).tofile(target)
