"""The measurements, round after round; ours and the peers' take turns within each."""
import concurrent.futures
import csv
import random
import statistics
import sys
import time

from comparison import peers, schema

STREAMS_TO_FILL = 2
BULK_BATCHES = {True: 120, False: 400}  # of 500 updates; by --quick
WATCH_SECONDS = 4


class Measured:
    """Every figure of every round, by what it is, whose, and at how many lines."""

    def __init__(self):
        self.records = []
        self.missing = {}

    def add(self, what, whose, lines, value):
        self.records.append((what, whose, lines, value))

    def median(self, what, whose, lines):
        values = [value for *key, value in self.records if tuple(key) == (what, whose, lines)]
        return statistics.median(values) if values else None

    def write(self, path):
        with open(path, "w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["what", "whose", "lines", "value"])
            writer.writerows(self.records)


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


class Rounds:
    def __init__(self, bench, arguments):
        self.bench = bench
        self.sizes = arguments.sizes
        self.largest = arguments.sizes[-1]
        self.seconds = arguments.seconds
        self.quick = arguments.quick
        self.measured = Measured()
        self.serial = 0
        self.random = random.Random(1)

    def next_serial(self):
        """Tells the updates of one measurement from those of all others."""
        self.serial += 10_000_000
        return self.serial

    def start(self):
        say("starting the servers")
        self.postgres = peers.Postgres(self.bench)
        self.etcd = peers.Etcd(self.bench)
        self.echo = peers.Echo(self.bench)
        self.sheafd = {lines: peers.Sheafd(self.bench, lines) for lines in self.sizes}
        # PostgreSQL is filled meanwhile: neither is measured yet.
        with concurrent.futures.ThreadPoolExecutor(1) as background:
            postgres = background.submit(self.fill_postgres)
            for lines in self.sizes:
                say(f"filling with {lines} lines and {3 * lines} updates")
                figures = self.load("fill", lines, streams=STREAMS_TO_FILL)
                say(f"  sheafd: {figures['seconds']:.0f} s, {figures['updates_per_second']:.0f} updates/s")
            postgres.result()
        self.add("resident", "ours", self.largest, self.sheafd[self.largest].own_memory_bytes() / self.largest)
        self.value_bytes = self.sheafd[self.largest].mean_value_bytes()
        self.add("value_bytes", "ours", self.largest, self.value_bytes)

    def fill_postgres(self):
        begun = time.monotonic()
        for lines in self.sizes:
            schema.fill(self.postgres, lines)
        say(f"  PostgreSQL: {time.monotonic() - begun:.0f} s")

    def add(self, what, whose, lines, value):
        self.measured.add(what, whose, lines, value)

    def ask(self, what, lines, **options):
        """A report; where there is none, the table says so and the rest is measured all the same."""
        try:
            figures = self.load("report", lines, **options)
        except RuntimeError as error:
            self.measured.missing[what] = str(error)
            return {}
        self.add(what, "ours", lines, figures["first_ms"])
        return figures

    def load(self, work, lines, **options):
        return self.bench.load(work, self.sheafd[lines].address, lines=lines, **options)

    def pushes(self):
        for lines in self.sizes[1:] + self.sizes[:1]:
            figures = self.load("push", lines, seconds=self.seconds, serial=self.next_serial())
            self.add("push", "ours", lines, figures["per_second"])
        self.add("push", "PostgreSQL", self.largest,
                 schema.pushes_per_second(self.postgres, self.largest, self.seconds))
        figures = self.bench.load("put", self.etcd.address, lines=self.largest, seconds=self.seconds,
                                  serial=self.next_serial())
        self.add("push", "etcd", self.largest, figures["per_second"])

    def bulk(self):
        figures = self.load("bulk", self.largest, serial=self.next_serial(), in_flight=BULK_BATCHES[self.quick])
        self.add("bulk", "ours", self.largest, figures["keys_per_second"])
        self.add("bulk", "db_bench", self.largest, peers.db_bench(self.bench, self.value_bytes, self.seconds))

    def gets(self):
        for lines in self.sizes:
            figures = self.load("get", lines, seconds=self.seconds, serial=self.serial)
            self.add("get", "ours", lines, figures["per_second"])
        figures = self.bench.load("get", self.echo.address, lines=self.largest, seconds=self.seconds)
        self.add("get", "echo", self.largest, figures["per_second"])

    def reports(self, number):
        for lines in self.sizes:
            # A date that nobody has asked for: nothing of the answer is known.
            day = f"2025-{1 + number:02d}-01"
            self.add("group_by", "PostgreSQL", lines, schema.group_by_ms(self.postgres, lines))
            figures = self.ask("overview", lines, format="headline", effective=day)
            if figures:
                self.add("overview_again", "ours", lines, figures["again_ms"])
            self.ask("scorecard", lines, sector="transport", format="scorecard", effective=day)
            self.ask("as_of", lines, format="headline", revision=self.past_revision(lines))

    def past_revision(self, lines):
        head = int(self.load("head", lines)["revision"])
        return self.random.randint(head // 100, head)

    def watch(self):
        try:
            figures = self.load("watch", self.largest, seconds=WATCH_SECONDS, serial=self.next_serial())
            self.add("watch", "ours", self.largest, figures["p99_ms"])
        except RuntimeError as error:
            self.measured.missing["watch"] = str(error)

    def round(self, number):
        self.pushes()
        self.bulk()
        self.gets()
        self.reports(number)
        self.watch()


    def start_again(self):
        seconds = self.sheafd[self.largest].start_again_seconds()
        say(f"sheafd serves {self.largest} lines {seconds:.1f} s after kill -9")
        self.add("start", "ours", self.largest, seconds)


def measure(bench, arguments):
    rounds = Rounds(bench, arguments)
    rounds.start()
    for number in range(arguments.rounds):
        say(f"round {number + 1} of {arguments.rounds}")
        rounds.round(number)
    rounds.start_again()
    return rounds.measured
