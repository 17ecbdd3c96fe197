"""The parts of the wall: header, stage, called numbers, caption, waiting citizens."""
