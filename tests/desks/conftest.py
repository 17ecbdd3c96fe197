"""The browser of the tests of the web, for the desk in it."""

from tests.web.conftest import browser, open_page

__all__ = ["browser", "open_page"]
