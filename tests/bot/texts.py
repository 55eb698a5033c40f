"""Hypothesis strategies: texts as strangers write them."""

from hypothesis import strategies as st

NASTY = [
    "@everyone", "@here", "<@123456789012345678>", "<@!1>", "<@&42>", "<#7>", "<:a:1>", "<a:b:2>",
    "<t:1700000000:R>", "</ask:1>", "<id:guide>", "[text](https://evil.example)", "[a]", "](", "(",
    "https://ok.example/a_b*c_(d)?e=f#g", "https://bank.example@evil.example/x", "http://",
    "https://x.example/@everyone/1", "<https://x.example>", "steam://run/1", "javascript:alert(1)",
    "*", "**", "_", "__", "~~", "||", "`", "```", "```py\n", "\\", "\\\\", "# ", "## ", "-# ",
    "> ", ">>> ", ">", "- ", "+ ", "1. ", "1) ", "12:30:45", ":smile:", ":thumbs_up:", "@",
    "\n", "\n\n", "\r\n", "\u2028", "\x00", "\u202e", "\u2066", "\u200b", "\ufeff", "\x1b[31m",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea", "e\u0301", "梁文锋", "。",
    "\ud800", "¯\\_(ツ)_/¯", " ", "  ", "\t", "a", "Word. ", "year.It",
]  # fmt: skip

nasty_texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=6), max_size=25).map("".join)
words = st.text("abc déf 梁*_`", min_size=1, max_size=12)
