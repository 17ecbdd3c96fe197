"""Where the parts of the desk stand, in a full terminal, a narrow one, and in the bar."""

FACE_CSS = """
CounterFace { width: 1fr; height: 1fr; layout: vertical; background: $background; }
CounterFace { layers: desk asking; align: left bottom; }
CounterFace > * { layer: desk; }
CounterFace > Asking { layer: asking; margin: 0 0 2 0; }
CounterFace.-wide > Asking { max-width: 80; margin: 0 0 1 0; }
CounterFace.-wide > Outcome { height: 1; }
CounterFace.-tall ChoiceList { max-height: 14; }
CounterFace:focus-within Heading { background: $primary-muted; }
CounterFace > Bar { display: none; }
CounterFace.-bar > FullDesk { display: none; }
CounterFace.-bar > Bar { display: block; }
CounterFace.-bar > Outcome { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
CounterFace.-bar > Outcome.-silent, CounterFace.-bar > Outcome.-past { display: none; }
CounterFace.-bar.-two-rows.-said #bar-keys { display: none; }
CounterFace.-bar { align: left top; }
CounterFace.-bar > Asking { max-width: 100%; margin: 0; }
"""
