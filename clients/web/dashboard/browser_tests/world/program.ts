// A program of ours as a process: started, awaited, ended.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { promisify } from "node:util";

const START_MAX_MILLIS = 60_000;

export class Program {
  private constructor(private readonly child: ChildProcess, readonly address: string) {}

  // Waits until it says where it listens; what it logs goes to the end of `log`.
  static async start(path: string, flags: string[], log: string): Promise<Program> {
    const child = spawn(path, flags, { stdio: ["ignore", "pipe", "pipe"] });
    const file = createWriteStream(log, { flags: "a" });
    child.stderr!.pipe(file);
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      const timer = setTimeout(() => reject(new Error(`${path} was not ready in time; see ${log}`)), START_MAX_MILLIS);
      const done = (act: () => void) => (clearTimeout(timer), act());
      child.on("error", (error) => done(() => reject(error)));
      child.on("exit", (code) => done(() => reject(new Error(`${path} ended with ${code}; see ${log}`))));
      child.stdout!.on("data", (piece: Buffer) => {
        said += piece.toString();
        const match = /^listening on (\S+)/m.exec(said);
        if (match) done(() => resolve(match[1]!));
      });
    });
    return new Program(child, address);
  }

  // Gone without a word, as at a power cut.
  kill(): Promise<void> {
    return this.end("SIGKILL");
  }

  stop(): Promise<void> {
    return this.end("SIGTERM");
  }

  reload(): void {
    this.child.kill("SIGHUP");
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.child.once("exit", () => resolve()));
    this.child.kill(signal);
    await ended;
  }
}

const run = promisify(execFile);

// What a command prints; where it fails, an error with what it said.
export async function output(path: string, flags: string[], env: Record<string, string>): Promise<string> {
  const { stdout } = await run(path, flags, { env: { ...process.env, ...env }, maxBuffer: 64 << 20 });
  return stdout;
}
