"""Tests of the voice: packs, sounds, and who speaks."""
