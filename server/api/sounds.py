"""The sound of an announcement, for the screen that says it aloud."""

from fastapi import APIRouter, Response

from server.api.refusals import ApiRefusal
from server.api.replies import addresses, documented
from server.api.request_context import InContext

SOUND_KEPT_SECONDS = 3_600
WAV = "audio/wav"


def sound_routes() -> APIRouter:
    """The route that gives out sounds."""
    routes = addresses(tags=["sounds"])
    answers = {200: {"content": {WAV: {"schema": {"type": "string", "format": "binary"}}}}, **documented(404)}
    routes.get("/sounds/{sound}.wav", response_class=Response, responses=answers)(read_sound)
    return routes


async def read_sound(context: InContext, sound: str) -> Response:
    """The newest announcements as wav files, by the names that displays are told. Needs no token."""
    voice = context.services.voice
    wav = voice.sounds.find(sound) if voice else None
    if wav is None:
        raise ApiRefusal("unknown-address")
    return Response(wav, media_type=WAV, headers={"Cache-Control": f"max-age={SOUND_KEPT_SECONDS}"})
