"""A soak: members of a busy server ask for a long time, while things go wrong.

The bot is a process of its own (`process.py`, pointed at the loopback by `bot_process.py`), so that
its memory is its own; here the members are (`members.py`), and who keeps count (`ledger.py`).
`soak.py` is the whole of it, `report.py` what came of it. scripts/soak.py runs it at full length.
"""
