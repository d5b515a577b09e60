// Where the programs and the sample data are: told by ctest, else where a release build has them.
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const sources = process.env.SHEAF_SOURCES ?? resolve("../../..");
const build = resolve(sources, "build/release");

function place(variable: string, usual: string): string {
  const path = resolve(process.env[variable] ?? usual);
  if (!existsSync(path)) throw new Error(`${path} is not there: build it ('ninja -C build/release programs'), or say where it is in ${variable}`);
  return path;
}

export const places = {
  sheafd: () => place("SHEAFD", `${build}/bin/sheafd`),
  sheaf: () => place("SHEAF", `${build}/bin/sheaf`),
  gateway: () => place("SHEAF_GATEWAY", `${build}/bin/sheaf-gateway`),
  plugins: () => place("SHEAF_PLUGINS", `${build}/plugins`),
  page: () => place("SHEAF_WEB", `${build}/web`),
  data: (file: string) => resolve(sources, "tests/data", file),
  policy: () => resolve(sources, "deploy/policy.textproto"),
};
