import pytest

from bot.talking.interrogatives import follows_up, is_question


@pytest.mark.parametrize(
    "text",
    [
        "What did Azeem say about chips?",
        "is R2 late?",
        "does anyone know when the next episode is out",
        "I read the essay. What is the model moat",
        "how much does Nvidia earn from China",
        "anyone know who funds DeepSeek",
        "Hi, who wrote this one?",
        "so what's the deal with export controls",
        "tell me about open models please",
        "Wer hat DeepSeek gegründet?",
        "weiß jemand wann R2 kommt",
        "Wie funktioniert das Training",
        "¿Quién fundó DeepSeek?",
        "qué dice Nathan sobre los modelos abiertos",
        "alguien sabe cuándo sale R2",
        "中国的开源模型怎么样",
        "谁创立了DeepSeek",
        "这个模型会开源吗",
        "DeepSeekは誰が作りましたか",
        "R2はいつ出るの？",
        "オープンモデルについて教えてください",
    ],
)
def test_a_question_is_seen(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "good morning everyone",
        "how are you?",
        "what?",
        "?",
        "???",
        "thanks, that was great!",
        "I think the model is the moat.",
        "see https://example.org/?q=why for that",
        "What a day",
        "how nice",
        "that is what I meant",
        "`is it?`",
        "> is R2 late?\nyes, by a month",
        "Guten Morgen zusammen",
        "Ich finde den Text gut.",
        "Qué bueno",
        "me gusta el episodio de hoy",
        "我觉得这个模型很好",
        "谢谢大家",
        "おはようございます",
        "このモデルはいいですね",
        "same here",
        "",
    ],
)
def test_talk_is_not_taken_for_a_question(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    "text", ["and Huawei?", "what about Qwen", "und Huawei?", "¿y Huawei?", "那华为呢", "in 2025?"]
)
def test_a_few_words_that_lean_on_what_was_asked_are_seen(text: str) -> None:
    assert follows_up(text)


def test_a_story_that_begins_with_and_is_none() -> None:
    assert not follows_up("and then we all went home " * 4)
    assert not follows_up("Andrew knows")
