"""How Ctrl-C and SIGTERM end the program, whatever it is doing."""

import contextlib
import signal
import socket
import threading
import time
from types import FrameType

_ENDS = (signal.SIGINT, signal.SIGTERM)

# Seconds after a signal at which the main thread is woken once more.
_NUDGES = (0.05, 0.2, 0.5)


def end_on_signals() -> None:
    """Let SIGTERM end the program as Ctrl-C does: by a KeyboardInterrupt in the main thread.

    Outside of the main thread, where nobody may choose that, this does nothing.
    """
    with contextlib.suppress(ValueError):
        for number in _ENDS:
            signal.signal(number, _interrupt)
        if hasattr(signal, "pthread_kill"):
            _insist()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _insist() -> None:
    """Have a thread watch that no signal is slept through.

    Python notes a signal and acts on it later. If it comes just before `input` begins to wait for
    a key, later is when a key is pressed. A second signal, which means nothing, ends that wait.
    """
    signal.signal(signal.SIGUSR1, _nothing)
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)  # noqa: FBT003 - the socket module wants it so
    signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    watch = threading.Thread(target=_watch, args=(ours, theirs), name="signals", daemon=True)
    watch.start()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Return, so that whatever was interrupted looks around."""


def _watch(ours: socket.socket, _kept_open: socket.socket) -> None:
    """Nudge the main thread after each signal that should have ended the program."""
    while seen := ours.recv(1):
        if seen[0] in _ENDS:
            for pause in _NUDGES:
                time.sleep(pause)
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)
