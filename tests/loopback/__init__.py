"""A Discord of our own on 127.0.0.1: REST and gateway, for the unmodified bot to connect to.

Nothing in here imports discord.py, so that the server cannot share a misunderstanding with the
client under test; only `pointing.py` does, and only to turn the client towards us.

    server.py        the front door: start, stop, wait for the bot
    members.py       the same door: write, use commands, press, choose, fill in; options.py below it
    trouble.py       the same door: fail, hold, drop, mute, invalidate
    world.py         what exists: users, channels, messages, interactions
    payloads.py      the same in Discord's JSON
    clock.py         time that a test can advance
    allowances.py    who a message pings
    limits.py        in which words Discord refuses what goes beyond tests/limits
    journal.py       what was asked over the wire, and waiting for it
    faults.py        failures scripted ahead, and requests held back
    buckets.py       rate limits in fixed windows
    rest.py          the HTTP side; its routes in rest_application, rest_messages,
                     rest_interactions
    gateway.py       who may connect, identify and resume; sessions.py and connection.py below it
    pointing.py      the seam: makes discord.py call us, and without its waits
"""
