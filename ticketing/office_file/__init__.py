"""Reads an office file (TOML) into a plan, or says by file, line and sentence what to write instead."""

from ticketing.office_file.lines import line_of
from ticketing.office_file.mistakes import FILE_BYTES_MAX, OfficeFileError
from ticketing.office_file.parser import parse_office_file
from ticketing.office_file.shape import SHAPE

__all__ = ["FILE_BYTES_MAX", "SHAPE", "OfficeFileError", "line_of", "parse_office_file"]
