"""1,000 payments without growth: what counts is the slope, so that a warm-up or a busy machine says nothing.

Without a journal: its page cache grows to its bound (2 MB, reached after 1,000 payments; 3,000 more add nothing), which
would hide what the binding leaves behind.
"""

from __future__ import annotations

import json
import sys

import pytest
from harness import Child, Simulator, proves

PAYMENTS, EVERY = 1000, 50
#: Bytes for each payment. One result alone, kept by mistake, is several thousand.
BOUND = 400

PROGRAM = """
def rss():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
terminal = opi.Terminal(URL, display=lambda display: None, print=lambda receipt: True, journal=lambda entry: True)
ready(terminal)
kept = []
samples = []
for number in range(int(sys.argv[2])):
    result = terminal.pay(AMOUNT, "CHF", reference=f"A{number}")
    assert result.approved and not result.callback_errors
    if KEEP:
        kept.append(result)
    del result
    if number % EVERY == 0:
        gc.collect()
        samples.append((number, rss(), len(gc.get_objects())))
import json
say(json.dumps(samples))
"""


def slope(points: list[tuple[int, int]]) -> float:
    """Of the line through these points, by least squares."""
    count = len(points)
    middle_x = sum(x for x, _ in points) / count
    middle_y = sum(y for _, y in points) / count
    above = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return above / sum((x - middle_x) ** 2 for x, _ in points)


def slopes(payments: int, every: int, keep: bool) -> tuple[float, float]:
    """Bytes and Python objects that each payment leaves behind, once all is warm."""
    simulator = Simulator(outcome="approve")
    child = Child(PROGRAM.replace("KEEP", str(keep)).replace("EVERY", str(every)), simulator.url(journal="none"), str(payments))
    child.ready(simulator)
    said = child.line()
    code, _, complaints = child.end()
    assert code == 0, complaints
    simulator.stop()
    samples = json.loads(said)
    warm = samples[len(samples) // 4 :]
    return slope([(n, rss) for n, rss, _ in warm]), slope([(n, objects) for n, _, objects in warm])


@proves("thousand-payments")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_thousand_payments_leave_nothing_behind() -> None:
    memory, objects = slopes(PAYMENTS, EVERY, keep=False)
    assert memory < BOUND, f"{memory:.0f} bytes for each payment"
    assert abs(objects) < 0.05, f"{objects:.2f} objects for each payment"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_measurement_sees_what_is_left_behind() -> None:
    memory, objects = slopes(200, 10, keep=True)
    assert memory > BOUND and objects > 1
