"""Reads an office file (TOML) into a plan, or says by file, line and sentence what to write instead."""

from offices.parsing.lines import line_of
from offices.parsing.mistakes import FILE_BYTES_MAX, OfficeFileError
from offices.parsing.parser import parse_office_file
from offices.parsing.shape import SHAPE

__all__ = ["FILE_BYTES_MAX", "SHAPE", "OfficeFileError", "line_of", "parse_office_file"]
