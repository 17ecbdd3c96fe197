"""Office, link and journal together under a virtual clock, a faulty network, a faulty disk and crashes."""
