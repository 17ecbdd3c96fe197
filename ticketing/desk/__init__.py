"""The clerk's desk as data: what keys mean, what is asked first, and what is said afterwards."""
