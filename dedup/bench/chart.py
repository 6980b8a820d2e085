"""Rates over window sizes → an SVG line chart, both axes logarithmic. Text in, text out."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10

WIDTH, HEIGHT, MARGIN = 640, 360, 56
RIGHT = 120  # beside the last points, for names
LINE = 14  # from one name to the next
COLOURS = ("#0b6e99", "#c1440e", "#4d7c0f", "#6b21a8", "#555555")

Point = tuple[float, float]  # articles in the window, articles a second


def draw(series: Mapping[str, Sequence[Point]], *, title: str) -> str:
    """Return the chart; a series of one point is a dot."""
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    left, right = _decades(xs)
    low, high = _decades(ys)

    def place(point: Point) -> tuple[float, float]:
        x = MARGIN + (log10(point[0]) - left) / (right - left) * (WIDTH - MARGIN - RIGHT)
        y = HEIGHT - MARGIN - (log10(point[1]) - low) / (high - low) * (HEIGHT - 2 * MARGIN)
        return round(x, 1), round(y, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{MARGIN}" y="24" font-size="14">{_escaped(title)}</text>',
        f'<text x="{(WIDTH + MARGIN - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">',
        "articles in the window</text>",
    ]
    for power in range(left, right + 1):
        x, y = place((10.0**power, 10.0**low))
        parts.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low, high + 1):
        x, y = place((10.0**left, 10.0**power))
        parts += (
            f'<line x1="{x}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#dddddd"/>',
            f'<text x="{x - 6}" y="{y + 4}" text-anchor="end">{10.0**power:,.0f}</text>',
        )
    ends = {name: place(max(points)) for name, points in series.items()}
    heights = _apart({name: y + 4 for name, (_, y) in ends.items()})
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        placed = [place(point) for point in sorted(points)]
        path = " ".join(f"{x},{y}" for x, y in placed)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in placed)
        x, y = ends[name][0] + 8, heights[name]
        parts.append(f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}">{_escaped(name)}</text>')
    return "\n".join((*parts, "</svg>", ""))


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Return the heights of names, raised from below where one would stand on another."""
    found: dict[str, float] = {}
    least = float(HEIGHT)
    for name in sorted(heights, key=lambda name: (-heights[name], name)):
        found[name] = least = min(heights[name], least - LINE)
    return found


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten around the values, at least one apart."""
    first = floor(log10(min(values)))
    return first, max(ceil(log10(max(values))), first + 1)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
