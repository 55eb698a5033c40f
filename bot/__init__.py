"""The Discord process of Pullquote, and the same conversation in a terminal."""
