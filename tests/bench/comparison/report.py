"""The rows of the table: each goal, what was measured for it, and whether it is met."""
import csv
import dataclasses

COLUMNS = ["work", "ours", "unit", "peer", "peer_value", "ratio", "goal", "met"]


@dataclasses.dataclass
class Row:
    work: str
    unit: str
    ours: float
    peer: str  # "" where there is none
    theirs: float
    ratio: float  # of what the goal is about
    goal: str  # ">= 1.2", "<= 3"

    def is_met(self):
        sign, bound = self.goal.split()
        value = self.ratio if self.peer else self.ours
        if value is None:
            return False
        return {">=": value >= float(bound), "<=": value <= float(bound), "<": value < float(bound)}[sign]

    def cells(self):
        return [self.work, figure(self.ours), self.unit, self.peer, figure(self.theirs), figure(self.ratio), self.goal,
                "yes" if self.is_met() else "no"]


def figure(value):
    if value is None:
        return ""
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}"


def share(above, below):
    return None if above is None or not below else above / below


def rows(measured, sizes):
    largest = sizes[-1]
    smaller = sizes[-2] if len(sizes) > 1 else largest

    def ours(what, lines=largest):
        return measured.median(what, "ours", lines)

    def more(work, what, unit, peer, goal):
        theirs = measured.median(what, peer, largest)
        return Row(work, unit, ours(what), peer, theirs, share(ours(what), theirs), goal)

    def faster(work, what, goal):
        theirs = measured.median("group_by", "PostgreSQL", largest)
        return Row(work, "ms", ours(what), "PostgreSQL GROUP BY", theirs, share(theirs, ours(what)), goal)

    def at_most(work, what, peer, theirs, goal):
        return Row(work, "ms", ours(what), peer, theirs, share(ours(what), theirs), goal)

    def slower(what):
        return share(ours(what, smaller), ours(what)) or 0

    group_by = measured.median("group_by", "PostgreSQL", largest)
    worse = max(("push", "get"), key=slower)
    return [
        more("durable unary push, 64 in flight", "push", "updates/s", "PostgreSQL", ">= 1.2"),
        more("durable unary push against puts, 64 in flight", "push", "updates/s", "etcd", ">= 4"),
        more("durable bulk push, one stream, batches of 500", "bulk", "keys/s", "db_bench", ">= 0.4"),
        more("GetLine, 64 in flight", "get", "calls/s", "echo", ">= 0.7"),
        faster("headline overview, not cached", "overview", ">= 5"),
        faster("headline overview, unchanged since last asked", "overview_again", ">= 50"),
        at_most("headline scorecard through a plugin, cold", "scorecard", "PostgreSQL GROUP BY", group_by, "<= 3"),
        at_most("as-of overview at a random past revision", "as_of", "overview, not cached", ours("overview"), "<= 10"),
        Row("watcher sees a change, 1,000 pushes/s, p99", "ms", ours("watch"), "", None, None, "< 5"),
        Row("resident memory beyond RocksDB's caches", "bytes/line", ours("resident"), "", None, None, "< 600"),
        Row(f"pushes and gets, {largest} lines against {smaller} (the worse: {worse})", "calls/s", ours(worse),
            f"{smaller} lines", ours(worse, smaller), slower(worse), "< 1.3"),
    ]


def write_csv(table, path):
    with open(path, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(row.cells() for row in table)


def print_table(table, arguments, seconds):
    cells = [COLUMNS] + [row.cells() for row in table]
    widths = [max(len(line[i]) for line in cells) for i in range(len(COLUMNS))]
    left = {0, 2, 3, 6, 7}
    print(f"\nMedians of {arguments.rounds} rounds at {arguments.sizes[-1]:,} lines; {seconds:.0f} s in all.\n")
    for line in cells:
        print("  ".join(cell.ljust(width) if i in left else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(line, widths))).rstrip())
        if line is COLUMNS:
            print("  ".join("-" * width for width in widths))
