"""Makes the clips of the kiosk's spoken guidance again: python -m tools.guidance."""

from kiosk.guidance import GUIDANCE_WORDS
from server.voice.making import PROGRAM, spoken
from voices import shipped_guidance


def make_guidance() -> None:
    """Writes every clip in every language that it has words for."""
    for clip, sentences in GUIDANCE_WORDS.items():
        for language, words in sentences.items():
            folder = shipped_guidance() / language
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{clip}.wav").write_bytes(spoken(words, language, PROGRAM))


if __name__ == "__main__":
    make_guidance()
