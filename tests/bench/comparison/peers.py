"""The servers that are measured: started on the loopback with data of their own, ended when the bench is closed."""
import json
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time

POSTGRES = pathlib.Path("/usr/lib/postgresql/15/bin")
START_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_ready, process, what):
    deadline = time.monotonic() + START_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"compare: {what} did not start; its log:\n{process.log.read_text()[-2000:]}")
        time.sleep(0.05)


class Bench:
    """A folder, and the processes that work in it. Leaving it ends those, by their own ids, and removes the folder."""

    def __init__(self, build, parent):
        self.build = build
        self.processes = []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sheaf-bench-", dir=parent))
        self.folder.chmod(0o711)  # PostgreSQL runs as another user

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            self.end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, name, command):
        log = self.folder / f"{name}.log"
        with open(log, "wb") as out:
            process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=subprocess.STDOUT,
                                       stdin=subprocess.DEVNULL, cwd=self.folder)
        process.log = log
        self.processes.append(process)
        return process

    def end(self, process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def load(self, work, target, **options):
        """Runs build/release/bench/load, and returns the figures that it printed."""
        command = [self.build / "bench/load", work, "--target", target]
        for name, value in options.items():
            command += [f"--{name}", value]
        done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return json.loads(done.stdout)

    def listening(self, process, what):
        """The address in the line `listening on HOST:PORT`."""
        found = []

        def is_ready():
            found[:] = [line.split()[-1] for line in process.log.read_text().splitlines()
                        if line.startswith("listening on ")]
            return bool(found)

        wait_until(is_ready, process, what)
        return found[0]


class Sheafd:
    def __init__(self, bench, lines):
        self.lines = lines
        self.folder = bench.folder / f"sheafd-{lines}"
        self.bench = bench
        self.starts = 0
        self.start()

    def start(self):
        self.starts += 1
        self.process = self.bench.start(f"sheafd-{self.lines}-{self.starts}", [
            self.bench.build / "bin/sheafd", "--data_dir", self.folder, "--plugin_dir", self.bench.build / "plugins",
            "--listen", "127.0.0.1:0", "--caller_calls_per_second", "0"])
        self.address = self.bench.listening(self.process, "sheafd")

    def start_again_seconds(self):
        """How long it takes after kill -9 until it serves."""
        self.process.kill()
        self.process.wait()
        begun = time.monotonic()
        self.start()
        return time.monotonic() - begun

    def own_memory_bytes(self):
        """Resident, without what RocksDB keeps of its files."""
        done = subprocess.run([self.bench.build / "bin/sheaf", "status", "--server", self.address, "-o", "json"],
                              stdout=subprocess.PIPE, text=True, check=True)
        status = json.loads(done.stdout)
        return int(status["memoryBytes"]) - int(status["storageCacheBytes"])

    def mean_value_bytes(self):
        """Of what it has stored so far, from the properties of its tables."""
        done = subprocess.run(["sst_dump", f"--file={self.folder}/ledger", "--command=none", "--show_properties"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        sums = {"# entries": 0, "raw value size": 0}
        for line in done.stdout.splitlines():
            name, _, value = line.strip().partition(": ")
            if name in sums:
                sums[name] += int(value)
        return round(sums["raw value size"] / sums["# entries"])


class Echo:
    def __init__(self, bench):
        self.address = bench.listening(bench.start("echo", [bench.build / "bench/echo"]), "the echo server")


class Etcd:
    def __init__(self, bench):
        client, peer = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        process = bench.start("etcd", [
            "etcd", "--data-dir", bench.folder / "etcd", "--listen-client-urls", client, "--advertise-client-urls",
            client, "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster",
            f"default={peer}", "--log-level", "error"])
        self.address = client.removeprefix("http://")
        host, port = self.address.split(":")

        def is_ready():
            with socket.socket() as probe:
                return probe.connect_ex((host, int(port))) == 0

        wait_until(is_ready, process, "etcd")


class Postgres:
    """A fresh cluster with Debian's defaults, on a Unix socket, the shortest way there is to it."""

    def __init__(self, bench):
        self.bench = bench
        self.sockets = bench.folder / "postgres-socket"
        data = bench.folder / "postgres"
        self.owner = []
        user = pwd.getpwuid(os.getuid()).pw_name
        for folder in (self.sockets, data):
            folder.mkdir(mode=0o700)
            if os.getuid() == 0:  # PostgreSQL refuses to run as root
                shutil.chown(folder, "postgres", "postgres")
        if os.getuid() == 0:
            self.sockets.chmod(0o755)
            user = "postgres"
            self.owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        self.user = user
        subprocess.run([*self.owner, POSTGRES / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--no-locale"],
                       check=True, stdout=subprocess.DEVNULL, cwd="/")
        process = bench.start("postgres", [*self.owner, POSTGRES / "postgres", "-D", data, "-k", self.sockets,
                                           "-c", "listen_addresses="])
        wait_until(lambda: self._run("pg_isready", check=False).returncode == 0, process, "PostgreSQL")

    def _run(self, program, *arguments, text=None, check=True):
        command = [POSTGRES / program, "-h", self.sockets, "-U", self.user, *arguments]
        if program != "pg_isready":
            command += ["postgres"]
        done = subprocess.run([str(word) for word in command], input=text, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
        if check and done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")
        return done

    def sql(self, text):
        return self._run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", text=text).stdout

    def milliseconds(self, query):
        """As psql's client sees it."""
        for line in self.sql(f"\\timing on\n{query}").splitlines():
            if line.startswith("Time: "):
                return float(line.split()[1])
        raise RuntimeError("psql printed no time")

    def transactions_per_second(self, script, seconds, **variables):
        path = self.bench.folder / "pgbench.sql"
        path.write_text(script)
        options = [f"--define={name}={value}" for name, value in variables.items()]
        done = self._run("pgbench", "-n", "-M", "prepared", "-c", 64, "-j", 2, "-T", max(1, round(seconds)), "-f", path,
                         *options)
        for line in done.stdout.splitlines():
            if line.startswith("tps = "):
                return float(line.split()[2])
        raise RuntimeError("pgbench printed no rate")


def db_bench(bench, value_bytes, seconds):
    """Keys a second of RocksDB alone: synced batches of 256 keys at random, of `value_bytes` each."""
    folder = bench.folder / "db_bench"
    done = subprocess.run(
        ["db_bench", "--benchmarks=fillrandom", f"--db={folder}", "--sync=1", "--batch_size=256",
         f"--value_size={value_bytes}", "--num=100000000", f"--duration={max(1, round(seconds))}"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    shutil.rmtree(folder, ignore_errors=True)
    for line in done.stdout.splitlines():
        if line.startswith("fillrandom"):
            words = line.split()
            return float(words[words.index("ops/sec") - 1])
    raise RuntimeError(f"db_bench printed no rate:\n{done.stdout[-1000:]}")
