"""What changes on the kiosk's screen with large letters, and with high contrast."""

LARGE_LOOK = """
    &.-large {
        TouchGrid .label { height: 1fr; content-align: left middle; }
        #results .label { content-align: left middle; }
        .question { text-style: bold; padding: 1 0; }
        .ways-out TouchButton, #procedure TouchButton { min-height: 5; }
        TouchGrid .key { height: 100%; content-align: center middle; }
        #find { min-height: 5; }
        KeyCap { height: 5; }
        &.-snug {
            .question { padding: 0; }
            .ways-out TouchButton, #find { min-height: 3; }
            KeyCap { height: 2; }
        }
        &.-low {
            .ways-out TouchButton, #find { min-height: 1; }
            #procedure TouchButton { min-height: 3; }
            KeyCap { height: 1; }
        }
    }
"""

CONTRAST_LOOK = """
    &.-contrast {
        #find, Leaves > TouchButton { color: #000000; }
        background: #000000;
        color: #ffffff;
        Masthead, Toolbar { background: #000000; color: #ffff00; }
        Page { background: #000000; }
        Banner { background: #ffff00; color: #000000; }
        .question, .subject, .hint, Countdown, #found, #catalogue-note, #print, #papers-title {
            color: #ffffff;
        }
        .same-day, #print.failed, #no-papers, #pin-says, #notice-title { color: #ffff00; }
        .card, #facts, #number, #query, .paper { background: #000000; color: #ffffff; }
        .card, #query, #facts { border: solid #ffff00; }
        TouchButton, KeyCap, .keys.-odd KeyCap, #results TouchButton, #procedure TouchButton,
        #ordinary, #take {
            color: #000000;
            background: #ffff00;
        }
        #find, Leaves > TouchButton, #languages TouchButton { background: #ffffff; }
        TouchButton .key, #find .key, #ordinary .key, #take .key { color: #ffff00; background: #000000; }
        TouchButton:disabled, #languages TouchButton:disabled, #take:disabled {
            color: #ffffff;
            background: #333333;
        }
        TouchButton:disabled .key { color: #333333; background: #ffffff; }
        #results .-chosen, #procedure TouchButton.-ticked, .-proposed { color: #000000; background: #ffffff; }
    }
"""
