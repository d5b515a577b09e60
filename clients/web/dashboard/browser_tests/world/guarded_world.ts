// A world with the policy of deploy/: the server asks who is calling, and each reader sees what a grant allows.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { places } from "./places";
import { importSampleData, SheafWorld } from "./sheaf_world";

// A reader of one sector only, whom deploy/policy.textproto does not have.
const ENERGY_READER = `
principals {
  id: "energy-reader"
  title: "Reader of energy only"
  grants { role: READER sectors: "energy" unpublished: true }
}
`;

// Who imports the sample data pushes updates too.
function policyOfTests(deployed: string): string {
  return deployed.replace('id: "local"', 'id: "local"\n  grants { role: CONTRIBUTOR sectors: "*" }') + ENERGY_READER;
}

export class GuardedWorld {
  private constructor(readonly world: SheafWorld, private readonly folder: string) {}

  static async start(): Promise<GuardedWorld> {
    const folder = await mkdtemp(join(tmpdir(), "sheaf-policy-"));
    const policy = join(folder, "policy.textproto");
    await writeFile(policy, policyOfTests(await readFile(places.policy(), "utf8")));
    // The gateway calls from the server's own machine, where who shows nothing is "local": here nobody may pass for that.
    const world = await SheafWorld.start({ serverFlags: ["--policy", policy], gatewayFlags: ["--credential_required"] });
    await importSampleData(world);
    return new GuardedWorld(world, folder);
  }

  async tokenOf(principal: string): Promise<string> {
    const said = await this.world.sheaf("token", "create", principal, "--purpose", "browser tests");
    return /sheaf_\S+/.exec(said)![0];
  }

  async revokeAll(principal: string): Promise<void> {
    const { tokens } = JSON.parse(await this.world.sheaf("token", "list", "-o", "json")) as { tokens: { name: string; principal: string }[] };
    for (const token of tokens.filter((one) => one.principal === principal)) await this.world.sheaf("token", "revoke", token.name);
  }

  async end(): Promise<void> {
    await this.world.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
