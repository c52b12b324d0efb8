"""What is said to whoever looks into an answer that is no calendar."""

from lintas.render.catalogues import CATALOGUES, say


def say_in_each_language(words: str) -> bytes:
    """Nobody knows whose language it is who asks with a secret: all of ours, a line each."""
    return "".join(f"{say(words, language)}\n" for language in CATALOGUES).encode()
