"""Cold starts of the compiled tool, in turn so that a busy machine slows all alike: cold_start.py tool picture [tool picture ...]; medians of 31 runs."""
import statistics
import subprocess
import sys
import time

runs = list(zip(sys.argv[1::2], sys.argv[2::2]))
times = {run: [] for run in runs}
for _ in range(31):
    for run in runs:
        start = time.perf_counter()
        subprocess.run([run[0], "read", run[1]], stdout=subprocess.DEVNULL, check=False)
        times[run].append(time.perf_counter() - start)
for tool, picture in runs:
    print(f"| {tool} | {picture} | {statistics.median(times[tool, picture]) * 1000:.0f} ms |")
