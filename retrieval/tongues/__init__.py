"""Questions in languages other than English, put into English as far as words alone can tell."""
