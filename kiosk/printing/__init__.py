"""From a ticket to a slip of paper."""
