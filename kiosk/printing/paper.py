"""The papers that slips are laid out for, each with measures of its own."""

from dataclasses import dataclass

FONT_DOTS_MIN = 18  # below this the stacked marks of ễ and ử melt together on thermal paper


@dataclass(frozen=True)
class FontSizes:
    """The size of each kind of text, in dots; none is under FONT_DOTS_MIN."""

    office: int
    title: int
    number_max: int
    mark: int
    field: int
    where: int
    detail: int
    foot: int


@dataclass(frozen=True)
class Paper:
    """One paper width; all measures are in dots, which are as far apart downwards as across."""

    name: str
    width: int
    dots_per_inch: int
    margin: int
    gap: int  # the step that the white between the parts of a slip is counted in
    fonts: FontSizes
    qr_width: int  # aimed at, quiet zone included; a module is a whole number of dots
    cutter: bool  # whether printers of this width usually have one


PAPERS: dict[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper(
            name="80mm-576",
            width=576,
            dots_per_inch=203,
            margin=24,
            gap=10,
            fonts=FontSizes(
                office=24, title=30, number_max=204, mark=32, field=38, where=32, detail=28, foot=24
            ),
            qr_width=190,
            cutter=True,
        ),
        Paper(
            name="80mm-512",
            width=512,
            dots_per_inch=180,
            margin=20,
            gap=9,
            fonts=FontSizes(
                office=22, title=27, number_max=180, mark=29, field=34, where=29, detail=25, foot=22
            ),
            qr_width=170,
            cutter=True,
        ),
        Paper(
            name="58mm-384",
            width=384,
            dots_per_inch=203,
            margin=14,
            gap=8,
            fonts=FontSizes(
                office=20, title=25, number_max=150, mark=26, field=30, where=26, detail=22, foot=20
            ),
            qr_width=190,
            cutter=False,
        ),
    )
}
