"""What do several tests look for?"""

from tests.loopback.server import LoopbackDiscord

QUOTE = "The model is not the moat."

SEND = "POST /channels/{channel_id}/messages"
TYPING = "POST /channels/{channel_id}/typing"
COMMANDS = "PUT /applications/{application_id}/commands"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
FOLLOW_UP = "POST /webhooks/{application_id}/{interaction_token}"
EDIT_REPLY = "PATCH /webhooks/{application_id}/{interaction_token}/messages/{message_id}"


async def every_question_was_answered_once(server: LoopbackDiscord, count: int) -> bool:
    """Whether `count` questions have one answer each: ask once more and wait for that answer, for
    what would come twice was on its way before it.
    """
    server.mention("And the last question?")
    answers = await server.replies(count=count + 1)
    asked = [answer.reference.id for answer in answers if answer.reference]
    return len(asked) == len(set(asked)) == count + 1


async def the_bot_goes_on_answering(server: LoopbackDiscord) -> None:
    """Ask, and wait for the answer."""
    question = server.mention("And the last question?")
    said = server.world.said_by_bot
    await server.until(
        lambda: any(answer.reference == question for answer in said(server.world.general))
    )
