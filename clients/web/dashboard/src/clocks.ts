// The two clocks of the page, as every call takes them.
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AsOfSchema } from "@contract/clocks_pb";
import type { Clocks } from "./address";
import { connection, newest } from "./api/live";
import { address } from "./navigation";

export type AsOf = MessageInitShape<typeof AsOfSchema>;

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function knownAt(known: string): AsOf["knownAt"] {
  return /^\d+$/.test(known)
    ? { case: "revision", value: BigInt(known) }
    : { case: "time", value: timestampFromDate(new Date(known)) };
}

// What the address asks for; where it leaves "known at" open, the newest revision that the page knows of, so that all
// parts of the page are of one state.
export function asOf(clocks: Clocks = address.value.clocks): AsOf {
  if (clocks.known) return { knownAt: knownAt(clocks.known), effectiveDate: clocks.effective ?? "" };
  const revision = newest.value;
  const effectiveDate = clocks.effective ?? today();
  return revision === undefined ? { effectiveDate } : { knownAt: { case: "revision", value: revision }, effectiveDate };
}

// As a part of the key of an answer; "" while the newest revision is not known yet. Where nobody says it, because the
// server cannot be reached or asks who is calling, the page asks all the same, and shows the reader why.
export function asOfKey(clocks: Clocks = address.value.clocks): string {
  if (clocks.known) return `${clocks.known}/${clocks.effective ?? ""}`;
  if (newest.value === undefined && connection.value === "starting") return "";
  return `${newest.value ?? "now"}/${clocks.effective ?? today()}`;
}

// The other side of a comparison: "2023-12-31", or "2023-12-31@12".
export function comparedAsOf(compared: string): AsOf {
  const [effectiveDate = "", revision] = compared.split("@");
  if (revision) return { knownAt: knownAt(revision), effectiveDate };
  return { ...asOf(), effectiveDate };
}
