"""The kiosk's colours and measures; all of it holds inside KioskFace only, wherever that is mounted."""

from kiosk.look_switches import CONTRAST_LOOK, LARGE_LOOK

LOOK = (
    """
$navy: #0b3a66;
$blue: #11599c;
$green: #0c6b4a;
$sky: #eaf1f8;
$white: #ffffff;
$ink: #14202b;
$grey: #52606d;
$red: #b3122a;

KioskFace {
    background: $sky;
    color: $ink;
    layout: vertical;

    Masthead { height: auto; background: $navy; color: $white; padding: 1 2; }
    #office { width: 1fr; height: auto; }
    #languages { width: auto; height: auto; }
    #languages TouchButton { width: auto; height: 3; min-height: 1; padding: 0 1; margin-left: 1; }
    #languages TouchButton:disabled { color: $navy; background: $white; }

    Banner {
        height: auto;
        padding: 0 2;
        text-align: center;
        text-style: bold;
        color: $white;
        background: $red;
    }
    #stage { height: 1fr; }
    Toolbar { height: auto; padding: 0 2; color: $white; background: $navy; }
    #help { width: 1fr; height: auto; content-align: left middle; }
    #tools { width: auto; height: auto; }
    #tools TouchButton { width: auto; min-height: 1; padding: 0 1; margin-left: 1; }
    #tools .label { width: auto; }

    Page { padding: 1 2; height: 1fr; layout: vertical; }
    .question {
        height: auto;
        margin-bottom: 1;
        text-align: center;
        text-style: bold;
        color: $navy;
    }
    .subject, .hint, Countdown { height: auto; text-align: center; color: $grey; }
    .hint { margin-top: 1; }
    TouchButton {
        height: auto;
        min-height: 3;
        padding: 0 2;
        align: left middle;
        color: $white;
        background: $blue;
    }
    TouchButton .key {
        width: auto;
        height: 1;
        margin-right: 2;
        text-style: bold;
        color: $blue;
        background: $white;
    }
    TouchButton .label { width: 1fr; height: auto; text-style: bold; }
    TouchButton:disabled { color: $grey; background: #d5dde5; }
    TouchButton:disabled .key { color: #d5dde5; background: $grey; }

    TouchGrid { grid-gutter: 1 2; grid-rows: 1fr; overflow-y: auto; }
    TouchGrid TouchButton { height: 1fr; }
    Leaves { height: 1fr; }
    Leaves > TouchButton { margin-top: 1; width: 100%; }
    #fields .label { text-style: none; }
    #find { margin-top: 1; background: $green; }
    #find .key { color: $green; }
    .same-day { height: auto; text-align: center; text-style: bold; color: $red; }
    #card { margin-bottom: 1; }
    .-proposed { background: $green; border-left: outer $red; }
    .-proposed .key { color: $green; }

    #query { height: auto; padding: 0 1; text-style: bold; color: $ink; background: $white; }
    #found, #catalogue-note { height: auto; text-align: center; color: $grey; }
    #catalogue-note { text-style: italic; }
    #results { height: 1fr; }
    #results TouchButton { min-height: 1; padding: 0 1; color: $ink; background: $white; }
    #results .label { text-style: none; height: 1fr; }
    #results .-even { background: #dfe9f3; }
    #results .-chosen { color: $white; background: $green; }
    Keyboard { height: auto; }
    .keys { height: auto; }
    KeyCap {
        width: 1fr;
        height: 3;
        margin: 0 0 0 1;
        content-align: center middle;
        text-style: bold;
        color: $white;
        background: $blue;
    }
    .keys.-odd KeyCap { background: $navy; }
    #letters { margin-top: 1; }
    #letters .keys { margin-bottom: 1; }
    #digits { width: 40; }
    #digits KeyCap { margin: 0 0 1 1; }
    #pin-says { height: auto; text-align: center; text-style: bold; color: $red; }

    #procedure, #missing, #staff { height: 1fr; }
    VerticalScroll {
        scrollbar-size-vertical: 1;
        scrollbar-color: $blue;
        scrollbar-color-hover: $blue;
        scrollbar-color-active: $navy;
        scrollbar-background: #d5dde5;
        scrollbar-background-hover: #d5dde5;
        scrollbar-background-active: #d5dde5;
    }
    #facts { height: auto; padding: 0 1; background: $white; }
    #facts Static { height: auto; }
    #facts .same-day { text-align: left; }
    #facts .late { color: $red; }
    #papers-title { margin-top: 1; text-style: bold; color: $navy; }
    #no-papers { color: $red; }
    #procedure TouchButton { margin-top: 1; color: $ink; background: $white; }
    #procedure TouchButton.-ticked { color: $white; background: $green; }
    #take { background: $green; }
    #take .key { color: $green; }
    #take:disabled { background: #d5dde5; }
    .paper { height: auto; margin-top: 1; padding: 0 2; text-style: bold; background: $white; }
    #copies { height: 1fr; grid-rows: 3; }
    #copies TouchButton { height: 3; }
    #query { margin-bottom: 0; }

    .centre { height: 1fr; align: center middle; }
    .card {
        height: auto;
        max-width: 90;
        padding: 2 4;
        text-align: center;
        text-style: bold;
        color: $navy;
        background: $white;
        border-left: thick $blue;
    }
    #notice .card { border-left: thick $red; }
    #notice-title { text-align: center; color: $red; }
    #notice-advice { margin-top: 1; text-align: center; }

    .ways-out { height: auto; align-horizontal: center; margin-top: 1; }
    .ways-out TouchButton { width: auto; margin: 0 1; padding: 0 3; }
    .ways-out .label, #languages .label, #ordinary .label { width: auto; }

    #ordinary { height: 2fr; align: center middle; background: $green; }
    #ordinary .key { color: $green; }
    #groups { height: 3fr; margin-top: 1; }

    #ticket { height: 1fr; layout: horizontal; }
    #number { width: 1fr; height: 1fr; layout: vertical; padding: 1 2; background: $white; }
    BigNumber { height: 1fr; min-height: 5; content-align: center middle; }
    #ticket-field { height: auto; text-align: center; text-style: bold; }
    #ahead { height: auto; text-align: center; }
    SlipPicture { width: 1fr; height: 1fr; margin-left: 2; content-align: center middle; }
    #code { width: 1fr; height: 1fr; layout: vertical; padding: 1 0; background: $white; }
    CodePicture { height: 1fr; content-align: center middle; }
    #code-caption { height: auto; text-align: center; color: $ink; }
    #print { height: auto; margin-top: 1; text-align: center; text-style: bold; color: $navy; }
    #print.failed { color: $red; }

    &.-narrow {
        Masthead { padding: 1 1; }
        Page { padding: 1 1; }
        .card { padding: 2 2; }
        TouchGrid { grid-gutter: 1 1; }
        TouchGrid TouchButton { padding: 0 1; }
        TouchButton .key { margin-right: 1; }
        .ways-out TouchButton { padding: 0 1; }
        ProcedurePage .ways-out { layout: vertical; }
        ProcedurePage .ways-out TouchButton { width: 100%; margin-bottom: 1; }
        #number { width: 3fr; padding: 1; }
        SlipPicture { width: 2fr; margin-left: 1; }
    }
    &.-stacked {
        Toolbar { layout: vertical; }
        #help { width: 100%; text-align: center; }
        #tools { width: 100%; align-horizontal: center; }
    }
    &.-portrait {
        KeyCap { height: 5; }
        #ticket { layout: vertical; }
        #number { width: 100%; }
        SlipPicture { width: 100%; height: 2fr; margin: 1 0 0 0; }
    }
    &.-tall {
        TicketPage.-without-slip #ticket { layout: vertical; }
        TicketPage.-without-slip #number, #code { width: 100%; }
        #code { min-height: 21; }
    }
    &.-snug {
        Masthead { padding: 0 2; }
        Page { padding: 0 2; }
        .question, #card { margin-bottom: 0; }
        .hint, #print { margin-top: 0; }
        KeyCap { height: 2; }
        #letters { margin-top: 0; }
        #letters .keys { margin-bottom: 0; }
        #digits KeyCap { margin: 0 0 0 1; }
        #keys-hint { display: none; }
        #copies { grid-rows: 1; grid-gutter: 1 2; }
        #copies TouchButton { height: 1; min-height: 1; }
        #number { padding: 0 1; }
        #code { padding: 0; min-height: 18; }
        #code-caption { display: none; }
        .ways-out { margin-top: 0; }
        ProcedurePage .ways-out TouchButton { margin-bottom: 0; }
    }
    &.-low {
        Masthead { padding: 0 1; }
        #languages TouchButton { height: 2; }
        Page { padding: 0 1; }
        TouchGrid { grid-gutter: 1 1; }
        TouchGrid TouchButton { padding: 0 1; }
        TouchButton .key { margin-right: 1; }
        #ordinary { height: 3; }
        #groups { height: 1fr; margin-top: 0; }
        Toolbar { padding: 0 1; }
        #find { margin-top: 0; min-height: 1; }
        Leaves > TouchButton { margin-top: 0; min-height: 1; }
        .ways-out TouchButton { min-height: 1; padding: 0 1; }
        KeyCap { height: 1; }
        #papers-title { margin-top: 0; }
        #procedure TouchButton { margin-top: 0; min-height: 1; }
        .paper { margin-top: 0; }
        #copies { grid-gutter: 0 1; }
        .card { padding: 1 2; }
    }
"""
    + LARGE_LOOK
    + CONTRAST_LOOK
    + "}\n"
)
