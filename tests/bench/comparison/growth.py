"""The growth curve: how speed and waiting change with the number of lines, as SVG."""
import math
import xml.sax.saxutils

WIDTH, HEIGHT = 1240, 560
PANEL_WIDTH, PANEL_HEIGHT, TOP = 330, 360, 118
INK, SOFT, GRID, PAPER = "#1f2933", "#6b7785", "#e3e8ee", "#ffffff"
BLUE, TEAL, ORANGE, VIOLET, GREY = "#1d5fa8", "#0f8a7e", "#c8611b", "#7b4ea3", "#8794a3"

THROUGHPUT = [("get", "ours", "GetLine", BLUE), ("push", "ours", "durable pushes", TEAL)]
PEERS = [("get", "echo", "bare echo", BLUE), ("push", "PostgreSQL", "PostgreSQL", TEAL), ("push", "etcd", "etcd", TEAL)]
WAITING = [("scorecard", "ours", "plugin scorecard, cold", VIOLET), ("overview", "ours", "overview, cold", BLUE),
           ("as_of", "ours", "overview, as of the past", TEAL), ("group_by", "PostgreSQL", "PostgreSQL GROUP BY", GREY),
           ("overview_again", "ours", "overview, unchanged", ORANGE)]


def text(x, y, words, size=13, colour=INK, anchor="start", weight=400):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{xml.sax.saxutils.escape(words)}</text>')


def line(x1, y1, x2, y2, colour=GRID, width=1.0, dashes=""):
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def short(value):
    for bound, unit in ((1_000_000, "M"), (1_000, "k")):
        if value >= bound:
            return f"{value / bound:.3g}{unit}"
    return f"{value:.3g}"


def milliseconds(value):
    return f"{value / 1000:.3g} s" if value >= 1000 else f"{value:.3g} ms"


class Panel:
    """Axes with the number of lines across, in powers of ten, and `low` to `high` upwards."""

    def __init__(self, left, sizes, low, high, logarithmic):
        self.left, self.sizes, self.low, self.high, self.logarithmic = left, sizes, low, high, logarithmic
        self.parts = []

    def x(self, size):
        first, last = math.log10(self.sizes[0]), math.log10(self.sizes[-1])
        share = (math.log10(size) - first) / (last - first) if last > first else 1
        return self.left + share * PANEL_WIDTH

    def y(self, value):
        if self.logarithmic:
            share = (math.log10(value) - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low))
        else:
            share = (value - self.low) / (self.high - self.low)
        return TOP + (1 - share) * PANEL_HEIGHT

    def draw_axes(self, title, subtitle, ticks, label):
        self.parts += [text(self.left, TOP - 42, title, 16, INK, weight=600), text(self.left, TOP - 22, subtitle, 12, SOFT)]
        for tick in ticks:
            self.parts += [line(self.left, self.y(tick), self.left + PANEL_WIDTH, self.y(tick)),
                           text(self.left - 10, self.y(tick) + 4, label(tick), 12, SOFT, "end")]
        for size in self.sizes:
            self.parts.append(text(self.x(size), TOP + PANEL_HEIGHT + 22, short(size), 12, SOFT, "middle"))
        self.parts.append(text(self.left + PANEL_WIDTH / 2, TOP + PANEL_HEIGHT + 42, "lines, with three updates each", 12,
                               SOFT, "middle"))

    def draw_curve(self, points, colour, dashes=""):
        where = [(self.x(size), self.y(value)) for size, value in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in where)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.4" '
                          f'stroke-linejoin="round" stroke-linecap="round"{dashed}/>')
        for x, y in where:
            self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}" stroke="{PAPER}" stroke-width="1.5"/>')

    def draw_labels(self, labels):
        """Beside the ends of the curves, moved apart where they would touch."""
        previous = None
        for y, words, colour, weight in sorted(labels):
            y = y if previous is None else max(y, previous + 17)
            previous = y
            self.parts.append(text(self.left + PANEL_WIDTH + 12, y + 4, words, 12.5, colour, weight=weight))


def curve(measured, what, whose, sizes):
    points = [(size, measured.median(what, whose, size)) for size in sizes]
    return [(size, value) for size, value in points if value]


def round_up(value):
    step = 10 ** math.floor(math.log10(value))
    return next(step * factor for factor in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * factor >= value)


def throughput(measured, sizes):
    curves = [(curve(measured, what, whose, sizes), words, colour) for what, whose, words, colour in THROUGHPUT]
    peers = [(measured.median(what, whose, sizes[-1]), words, colour) for what, whose, words, colour in PEERS]
    peers = [peer for peer in peers if peer[0]]
    high = round_up(1.05 * max([v for points, *_ in curves for _, v in points] + [v for v, *_ in peers]))
    panel = Panel(76, sizes, 0, high, logarithmic=False)
    panel.draw_axes("Calls a second", "64 in flight; dashed: the peers", [high * i / 5 for i in range(6)], short)
    labels = []
    for value, words, colour in peers:
        panel.parts.append(line(panel.left, panel.y(value), panel.left + PANEL_WIDTH, panel.y(value), colour, 1.3, "2 5"))
        labels.append((panel.y(value), f"{words} {short(value)}", SOFT, 400))
    for points, words, colour in curves:
        panel.draw_curve(points, colour)
        labels.append((panel.y(points[-1][1]), f"{words} {short(points[-1][1])}", colour, 600))
    panel.draw_labels(labels)
    return panel.parts


def waiting(measured, sizes):
    curves = [(curve(measured, what, whose, sizes), words, colour) for what, whose, words, colour in WAITING]
    curves = [one for one in curves if one[0]]
    values = [value for points, *_ in curves for _, value in points]
    low, high = (10.0 ** round_to(math.log10(edge)) for round_to, edge in
                 ((math.floor, min(values)), (math.ceil, max(values))))
    panel = Panel(660, sizes, low, high, logarithmic=True)
    ticks = [10.0 ** power for power in range(round(math.log10(low)), round(math.log10(high)) + 1)]
    panel.draw_axes("Waiting for a report", "logarithmic; PostgreSQL counts the same current rows", ticks, milliseconds)
    labels = []
    for points, words, colour in curves:
        panel.draw_curve(points, colour, "6 5" if colour == GREY else "")
        labels.append((panel.y(points[-1][1]), f"{words} {milliseconds(points[-1][1])}", colour, 600))
    panel.draw_labels(labels)
    return panel.parts


def draw(measured, sizes, path):
    if len(sizes) < 2:
        return
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
             f'font-family="Inter, Helvetica Neue, Arial, sans-serif">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
             text(30, 38, "How Sheaf grows", 21, INK, weight=700),
             *throughput(measured, sizes), *waiting(measured, sizes), "</svg>"]
    path.write_text("\n".join(parts) + "\n")
