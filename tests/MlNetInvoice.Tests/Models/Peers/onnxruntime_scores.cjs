// Scores images with ONNX Runtime: onnxruntime_scores.cjs <folder with node_modules> <images.bin: n × 784 float32> (<model.onnx> <scores.bin>)…
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const [folder, imagesPath, ...pairs] = process.argv.slice(2);
const ort = createRequire(path.join(path.resolve(folder), 'here.js'))('onnxruntime-node');
const bytes = fs.readFileSync(imagesPath);
const images = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));

(async () => {
  for (let i = 0; i < pairs.length; i += 2) {
    const session = await ort.InferenceSession.create(pairs[i]);
    const result = await session.run({ image: new ort.Tensor('float32', images, [images.length / 784, 1, 28, 28]) });
    fs.writeFileSync(pairs[i + 1], Buffer.from(result.scores.data.buffer, result.scores.data.byteOffset, result.scores.data.byteLength));
  }
})().catch(fault => {
  console.error(fault.message);
  process.exit(1);
});
