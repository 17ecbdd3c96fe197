"""The clerk's desk: call, recall, transfer, finish."""
