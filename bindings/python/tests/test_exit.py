"""Leaving the process: with an open terminal, inside a call, inside a callback. Each till is a process of its own, with
a watchdog; what counts is its exit code, that it complains about nothing, and what the terminal's books say."""

from __future__ import annotations

import pytest
from harness import child_till, proves

OPEN = """
def show(display):
    pass
terminal = opi.Terminal(URL, display=lambda display: show(display), print=lambda receipt: True)
ready(terminal)
"""


@proves("exit-open")
@pytest.mark.parametrize(
    ("leave", "code"),
    [
        ("", 0),
        ("sys.exit(5)", 5),
        ("os._exit(6)", 6),
        ("raise RuntimeError('a fault of the till')", 1),
        ("del terminal; gc.collect(); sys.exit(7)", 7),
        ("terminal.close(); sys.exit(8)", 8),
        ("atexit.register(terminal.close); sys.exit(9)", 9),
    ],
)
def test_with_an_open_terminal(leave: str, code: int) -> None:
    program = OPEN + "assert terminal.pay(AMOUNT, 'CHF').approved\nsay('paid')\n" + leave
    with child_till(program, "approve") as (child, simulator):
        assert child.line() == "paid"
        left, _, complaints = child.end()
        assert left == code, complaints
        assert ("a fault of the till" in complaints) if code == 1 else (complaints == "")
        assert simulator.net() == 1250


IN_A_CALL = (
    OPEN
    + """
runs = threading.Event()
def show(display):
    runs.set()
def pay():
    result = terminal.pay(AMOUNT, "CHF")
    if not threading.current_thread().daemon:
        say(result.verdict.name)  # a daemon may no longer print while Python goes down
threading.Thread(target=pay, daemon=True).start()
runs.wait()
"""
)


@proves("exit-in-call")
@pytest.mark.parametrize(
    ("leave", "code"), [("", 0), ("sys.exit(5)", 5), ("raise RuntimeError('a fault of the till')", 1)]
)
def test_inside_a_call_of_a_daemon_thread(leave: str, code: int) -> None:
    """At the end of Python the payment is cancelled and waited for."""
    with child_till(IN_A_CALL + leave, "wait") as (child, simulator):
        left, said, complaints = child.end()
        assert (left, said) == (code, ""), complaints
        assert ("a fault of the till" in complaints) if code == 1 else (complaints == "")
        assert simulator.state() == "aborted" and simulator.findings() == []


def test_inside_a_call_at_once() -> None:
    """os._exit() asks nobody: nothing may keep the process."""
    with child_till(IN_A_CALL + "os._exit(6)", "wait") as (child, _):
        assert child.end() == (6, "", "")


def test_a_thread_that_is_no_daemon_ends_its_payment_first() -> None:
    program = IN_A_CALL.replace("daemon=True", "daemon=False") + "sys.exit(5)"
    with child_till(program, "slow:300") as (child, simulator):
        assert child.end() == (5, "APPROVED\n", "")
        assert simulator.net() == 1250


@proves("exit-in-callback")
def test_at_once_inside_a_callback() -> None:
    program = OPEN + "show = lambda display: os._exit(7)\nterminal.pay(AMOUNT, 'CHF')"
    with child_till(program, "wait") as (child, _):
        assert child.end() == (7, "", "")


def test_by_sys_exit_inside_a_callback_the_outcome_comes_first() -> None:
    program = OPEN + (
        "show = lambda display: sys.exit(7)\n"
        "result = terminal.pay(AMOUNT, 'CHF')\n"
        "say(result.verdict.name)\n"
        "raise result.callback_errors[0].error\n"
    )
    with child_till(program, "approve") as (child, simulator):
        left, said, complaints = child.end()
        assert (left, said) == (7, "APPROVED\n") and "SystemExit" in complaints
        assert simulator.net() == 1250


def test_while_a_callback_never_returns() -> None:
    """Closing gives up after EXIT_TIMEOUT, and the process ends all the same."""
    program = (
        "import opi.terminal\nopi.terminal.EXIT_TIMEOUT = 0.2\n"
        + IN_A_CALL.replace("runs.set()", "runs.set(); threading.Event().wait()")
        + "sys.exit(5)"
    )
    with child_till(program, "wait") as (child, _):
        assert child.end() == (5, "", "")


@proves("exit-in-callback")
def test_while_a_callback_goes_on_and_on() -> None:
    """It is ended: going on while Python goes down would end the process with SIGABRT."""
    program = (
        "import time, opi.terminal\nopi.terminal.EXIT_TIMEOUT = 0.2\n"
        + IN_A_CALL.replace("runs.set()", "runs.set()\n    while True: time.sleep(0.0005)")
        + "class Slow:\n    def __del__(self):\n        for _ in range(50): time.sleep(0.001)\n"
        + "slow = Slow()\nsys.exit(5)"
    )
    with child_till(program, "wait") as (child, _):
        assert child.end() == (5, "", "")


def test_from_an_event_loop() -> None:
    program = """
async def main():
    runs = asyncio.Event()
    loop = asyncio.get_running_loop()
    terminal = opi.Terminal(URL, display=lambda display: loop.call_soon_threadsafe(runs.set))
    ready(terminal)
    payment = asyncio.ensure_future(terminal.pay_async(AMOUNT, "CHF"))
    payment.add_done_callback(lambda payment: say(payment.result().verdict.name))
    await runs.wait()
asyncio.run(main())
sys.exit(5)
"""
    with child_till(program, "wait") as (child, simulator):
        left, said, complaints = child.end()
        assert (left, said) == (5, "ABORTED\n"), complaints
        assert simulator.state() == "aborted"


def test_a_forked_child_leaves_the_terminal_alone() -> None:
    program = OPEN + (
        "if os.fork() == 0:\n    sys.exit(0)\n"
        "os.wait()\n"
        "assert terminal.pay(AMOUNT, 'CHF').approved\n"
    )
    with child_till(program, "approve") as (child, simulator):
        left, _, complaints = child.end()
        assert left == 0, complaints
        assert simulator.net() == 1250
