"""The race of scripts/race: golden and PyTorch take turns at training, each in a process of its own.

Every racer reads a number of steps from its standard input, takes them and answers with their time in seconds.
"""

import argparse
import math
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

NETWORKS = ["784-512-10", "32C5-MP2-64C5-MP2-512FC-10"]
BATCH = 128
ROOT = Path(__file__).resolve().parent.parent
MNIST = ROOT / ".tools" / "mnist"

# --- PyTorch's side ---------------------------------------------------------------------------------------------------


def mnist(torch):
    """The training set: bytes as float32 in 0..127, `[image][1][28][28]`, and labels."""
    images = torch.frombuffer(bytearray((MNIST / "train-images-idx3-ubyte").read_bytes()[16:]), dtype=torch.uint8)
    labels = torch.frombuffer(bytearray((MNIST / "train-labels-idx1-ubyte").read_bytes()[8:]), dtype=torch.uint8)
    return (images >> 1).float().view(-1, 1, 28, 28), labels.long()


def tokens(net):
    """Layers of a network's notation: ("C", channels, kernel), ("FC", outputs), ("MP",)."""
    names = net.split("-")
    for name in names[1:] if names[0].isdigit() else names:
        if name == "MP2":
            yield ("MP",)
        elif "C" in name and not name.endswith("FC"):
            yield ("C", *map(int, name.split("C")))
        else:
            yield ("FC", int(name.removesuffix("FC")))


def float_steps(torch, net, layout, foreach):
    """Plain float32: half the squared error of the outputs, stochastic gradient descent. Yields the loss of each step."""
    nn = torch.nn
    layers, channels, edge = [], 1, 28
    for token in tokens(net):
        if token[0] == "C":
            layers += [nn.Conv2d(channels, token[1], token[2], bias=False), nn.ReLU()]
            channels, edge = token[1], edge - token[2] + 1
        elif token[0] == "MP":
            # pooled first, as golden does: a quarter of the rectifiers
            layers.insert(-1, nn.MaxPool2d(2))
            edge //= 2
        else:
            if edge:
                layers.append(nn.Flatten())
                channels, edge = channels * edge * edge, 0
            layers += [nn.Linear(channels, token[1], bias=False), nn.ReLU()]
            channels = token[1]
    model = nn.Sequential(*layers[:-1])
    images, labels = mnist(torch)
    images /= 128
    if layout is not None:
        model = model.to(memory_format=layout)
        images = images.contiguous(memory_format=layout)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01, foreach=foreach)
    for rows in batches(torch, len(labels)):
        optimiser.zero_grad(set_to_none=True)
        batch = images[rows] if layout is None else images[rows].contiguous(memory_format=layout)
        out = model(batch)
        loss = (out - nn.functional.one_hot(labels[rows], 10)).square().sum() / (2 * BATCH)
        loss.backward()
        optimiser.step()
        yield loss


def batches(torch, samples):
    while True:
        yield from torch.randperm(samples)[: samples // BATCH * BATCH].view(-1, BATCH)


def wage_steps(torch, net):
    """The WAGE rule simulated on integers in float32: what golden computes, but for the random numbers."""
    functional = torch.nn.functional

    def exponent(x):
        most = x.abs().max().item()
        return round(math.log2(most)) if most else 0

    class Activate(torch.autograd.Function):
        @staticmethod
        def forward(context, acc, unit, relu):
            context.save_for_backward(acc)
            context.unit, context.relu = unit, relu
            return (acc / unit).round_().clamp_(0 if relu else -127, 127)

        @staticmethod
        def backward(context, e):
            (acc,) = context.saved_tensors
            e = e * (acc.abs() <= 127 * context.unit)
            q = (e * (128 / 2 ** exponent(e))).round_().clamp_(-127, 127)
            return q * (acc > 0) if context.relu else q, None, None

    class Ternary(torch.autograd.Function):
        @staticmethod
        def forward(context, w):
            return (w >= 33).float() - (w <= -33).float()

        @staticmethod
        def backward(context, g):
            return g

    plan, weights, channels, edge = [], [], 1, 28
    layers = list(tokens(net))
    for place, token in enumerate(layers):
        if token[0] == "MP":
            edge //= 2
            continue
        if token[0] == "C":
            shape = (token[1], channels, token[2], token[2])
            channels, edge = token[1], edge - token[2] + 1
        else:
            shape = (token[1], channels * edge * edge if edge else channels)
            channels, edge = token[1], 0
        inputs = math.prod(shape[1:])
        unit = 2 * max(2 ** round(math.log2(0.75 / math.sqrt(3 / inputs))), 1)
        weights.append((torch.randint(-1, 2, shape) * 64.0).requires_grad_())
        plan.append((token[0], layers[place + 1 : place + 2] == [("MP",)], unit))
    images, labels = mnist(torch)
    for rows in batches(torch, len(labels)):
        a = images[rows]
        for place, ((kind, pool, unit), w) in enumerate(zip(plan, weights)):
            t = Ternary.apply(w)
            acc = functional.conv2d(a, t) if kind == "C" else functional.linear(a.flatten(1), t)
            if pool:
                acc = functional.max_pool2d(acc, 2)
            a = Activate.apply(acc, unit, place + 1 < len(plan))
        loss = (a - 128 * functional.one_hot(labels[rows], 10)).square().sum() / 2
        for w, g in zip(weights, torch.autograd.grad(loss, weights)):
            g *= 8 / 2 ** exponent(g)
            step = torch.floor(g.abs() + torch.rand_like(g)) * g.sign()
            w.data.sub_(step).clamp_(-64, 64)
        yield loss


def torch_racer(net, rule, threads):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    if rule == "wage":
        steps = wage_steps(torch, net)
    else:
        # the fastest of its own ways
        maps = any(token[0] == "C" for token in tokens(net))
        layouts = [None, torch.channels_last] if maps else [None]
        ways = [float_steps(torch, net, layout, foreach) for layout in layouts for foreach in (False, True)]
        steps = min(ways, key=lambda way: (take(way, 30), take(way, 60))[1])
    serve(lambda count: take(steps, count))


def take(steps, count):
    start = time.perf_counter()
    for _ in range(count):
        loss = next(steps)
    assert math.isfinite(loss.item())
    return time.perf_counter() - start


def serve(run):
    for line in sys.stdin:
        print(f"{run(int(line)):.6f}", flush=True)


# --- the race ---------------------------------------------------------------------------------------------------------


class Racer:
    """A process that trains on demand."""

    def __init__(self, name, command, environment):
        self.name = name
        self.process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}
        )
        self.steps = 30
        # the first steps fit memory and wake what sleeps; then a turn is made about a second long
        self.turn()
        self.steps = max(1, round(self.steps / self.turn()))
        self.speeds = []

    def turn(self):
        print(self.steps, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"scripts/race: {self.name} ended with status {self.process.wait()}; its message stands above.")
        return float(answer)

    def race(self):
        self.speeds.append(self.steps * BATCH / self.turn())
        # its threads go to sleep before the next one's turn
        time.sleep(0.1)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def race(net, threads, rounds):
    """Prints the medians; returns that of the ratios of golden to plain PyTorch."""
    golden = [ROOT / "target/release/examples/race", MNIST, net]
    torch = [sys.executable, "-W", "ignore", __file__, "--threads", threads, "--racer"]
    racers = [
        Racer("golden, integers", golden, {"RAYON_NUM_THREADS": str(threads)}),
        Racer("PyTorch, float32", [*torch, "float", net], {}),
        Racer("PyTorch, WAGE simulated", [*torch, "wage", net], {}),
    ]
    for _ in range(rounds):
        for racer in racers:
            racer.race()
    print(f"{net}, batch {BATCH}, {threads} threads, {rounds} rounds")
    for racer in racers:
        ratios = [ours / theirs for ours, theirs in zip(racers[0].speeds, racer.speeds)]
        ratio = statistics.median(ratios)
        row = f"  {racer.name:24} {statistics.median(racer.speeds):9,.0f} images/s"
        if racer is not racers[0]:
            row += f"   golden is {ratio:5.2f} times as fast ({min(ratios):.2f} to {max(ratios):.2f})"
        print(row, flush=True)
        if racer is racers[1]:
            against_float = ratio
        racer.stop()
    return against_float


def main():
    parser = argparse.ArgumentParser(prog="scripts/race", description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--racer", choices=["float", "wage"], help=argparse.SUPPRESS)
    parser.add_argument("networks", nargs="*", default=NETWORKS, metavar="NETWORK")
    arguments = parser.parse_args()
    if arguments.racer:
        return torch_racer(arguments.networks[0], arguments.racer, arguments.threads)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.threads])
    ratios = [race(net, arguments.threads, arguments.rounds) for net in arguments.networks]
    if min(ratios) < 2:
        sys.exit("golden is not twice as fast as PyTorch here")


if __name__ == "__main__":
    main()
