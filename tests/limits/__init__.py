"""What may a payload hold? Discord's own limits, for whatever sends one: simcord or the loopback.

Nothing in here imports discord.py, nor the bot: a limit that they misread would be misread twice.
Each check yields what Discord would refuse, as (where, why); where it yields nothing, it is taken.

    requests.py     the front door: the check that belongs to a request; no pings   watching.py
    texts.py        how long, and how many
    messages.py     content, mentions, attachments, polls   embeds.py
    components.py   buttons, menus, layouts                 modals.py
    commands.py     what is registered, in every language

https://discord.com/developers/docs/resources/message, /components/reference and
/interactions/application-commands
"""
