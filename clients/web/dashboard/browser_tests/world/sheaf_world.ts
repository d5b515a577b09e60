// A server with the sample plans, a gateway before it, and `sheaf` to talk to it: everything real, in a folder of its own.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { places } from "./places";
import { output, Program } from "./program";

let worlds = 0;

// An address of the loopback that no other program has: a server that was killed finds its port free again.
function ownLoopback(): string {
  worlds++;
  return `127.${1 + worlds}.${(process.pid >> 8) & 255}.${process.pid & 255}:0`;
}

export interface Options {
  serverFlags?: string[];
  gatewayFlags?: string[];
}

export class SheafWorld {
  private constructor(
    readonly folder: string,
    private readonly options: Options,
    private server: Program,
    private gateway: Program,
  ) {}

  static async start(options: Options = {}): Promise<SheafWorld> {
    const folder = await mkdtemp(join(tmpdir(), "sheaf-page-"));
    const server = await SheafWorld.startServer(folder, ownLoopback(), options);
    const gateway = await SheafWorld.startGateway(folder, "127.0.0.1:0", server.address, options);
    return new SheafWorld(folder, options, server, gateway);
  }

  private static startServer(folder: string, listen: string, { serverFlags = [] }: Options): Promise<Program> {
    const flags = ["--data_dir", join(folder, "data"), "--plugin_dir", places.plugins(), "--listen", listen, ...serverFlags];
    return Program.start(places.sheafd(), flags, join(folder, "sheafd.log"));
  }

  private static startGateway(folder: string, listen: string, server: string, { gatewayFlags = [] }: Options): Promise<Program> {
    const flags = ["--listen", listen, "--server", server, "--page_dir", places.page(), ...gatewayFlags];
    return Program.start(places.gateway(), flags, join(folder, "gateway.log"));
  }

  // "http://127.0.0.1:40123"
  get url(): string {
    return this.gateway.address.replace(/\/$/, "");
  }

  sheaf(...words: string[]): Promise<string> {
    return output(places.sheaf(), words, { SHEAF_SERVER: this.server.address, XDG_CONFIG_HOME: this.folder, XDG_STATE_HOME: this.folder });
  }

  // Pushes rows of an updates file.
  async push(plan: string, ...rows: Record<string, string>[]): Promise<void> {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
    const file = join(this.folder, "push.csv");
    await writeFile(file, lines.map((cells) => cells.join(",")).join("\n") + "\n");
    await this.sheaf("push", file, "--plan", plan);
  }

  killServer = () => this.server.kill();
  killGateway = () => this.gateway.kill();
  reloadPolicy = () => this.server.reload();

  async startServerAgain(): Promise<void> {
    this.server = await SheafWorld.startServer(this.folder, this.server.address, this.options);
  }

  async startGatewayAgain(): Promise<void> {
    const listen = new URL(this.url).host;
    this.gateway = await SheafWorld.startGateway(this.folder, listen, this.server.address, this.options);
  }

  async end(): Promise<void> {
    await this.gateway.stop();
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const SECTOR_PLANS = {
  transport: "Kuala Lumpur Transport Strategic Plan (KLTSP) 2016-2025",
  energy: "ASEAN Plan of Action for Energy Cooperation (APAEC) 2016-2025",
  ict: "ASEAN ICT Masterplan 2020 and ASEAN Digital Masterplan 2025",
  faf: "Strategic Plan for ASEAN Cooperation in Food, Agriculture and Forestry (SAP-FAF) 2016-2025",
};

const OTHER_PLANS = {
  "apt-2023-2027": "ASEAN Plus Three Cooperation Work Plan 2023-2027",
  "iai-wp3": "Initiative for ASEAN Integration Work Plan III",
  "ascc-mtr": "Follow-up to the mid-term review of the ASCC Blueprint",
};

// As deploy/quickstart does, with a round that asks for reports.
export async function importSampleData(world: SheafWorld): Promise<void> {
  const sheaf = (...words: string[]) => world.sheaf(...words);
  await sheaf("member", "import", places.data("members.csv"));
  for (const [plan, title] of Object.entries(SECTOR_PLANS)) {
    await sheaf("plan", "import", places.data(`plans/${plan}.csv`), "--plan", plan, "--sector", plan, "--title", title);
  }
  for (const [plan, title] of Object.entries(OTHER_PLANS)) {
    await sheaf("plan", "import", places.data(`plans/${plan}.csv`), "--plan", plan, "--title", title);
  }
  for (const plan of Object.keys(SECTOR_PLANS)) {
    await sheaf("push", places.data(`updates/${plan}.csv`), "--plan", plan);
  }
  await sheaf("kpi", "import", places.data("kpis.csv"));
  await sheaf("round", "open", "r2026", "--title", "Annual round 2026", "--period", "2026", "--sector", "transport",
    "--member-state", "MYS,VNM", "--bodies", "--deadline", "2027-03-31");
}
