import { timestampDate, type Timestamp } from "@bufbuild/protobuf/wkt";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connection, newest } from "./api/live";
import { asOf, asOfKey, comparedAsOf } from "./clocks";
import { address } from "./navigation";

const NOON = new Date("2026-11-22T12:00:00Z");

function choose(known?: string, effective?: string): void {
  address.value = { ...address.value, clocks: { known, effective } };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  choose();
  connection.value = "live";
  newest.value = 12n;
});
afterEach(() => vi.useRealTimers());

describe("without a choice of the reader", () => {
  it("everything is read at the newest revision that the page knows, effective today", () => {
    expect(asOf()).toEqual({ knownAt: { case: "revision", value: 12n }, effectiveDate: "2026-11-22" });
  });

  it("another revision is another question, and so is another day", () => {
    const before = asOfKey();
    newest.value = 13n;
    const after = asOfKey();
    expect(after).not.toBe(before);
    vi.setSystemTime(new Date("2026-11-23T00:00:01Z"));
    expect(asOfKey()).not.toBe(after);
  });

  it("nothing is asked before the newest revision is known", () => {
    newest.value = undefined;
    connection.value = "starting";
    expect(asOfKey()).toBe("");
  });

  it.each(["lost", "refused"] as const)("the server is asked all the same where the connection is %s, so that it says why", (state) => {
    newest.value = undefined;
    connection.value = state;
    expect(asOfKey()).not.toBe("");
    expect(asOf()).toEqual({ effectiveDate: "2026-11-22" });
  });
});

describe("the reader's choice", () => {
  it("of a revision leaves the effective date to the server, which takes the day of that revision", () => {
    choose("7");
    expect(asOf()).toEqual({ knownAt: { case: "revision", value: 7n }, effectiveDate: "" });
  });

  it("of a revision is the same question for ever", () => {
    choose("7");
    const before = asOfKey();
    newest.value = 99n;
    vi.setSystemTime(new Date("2027-01-01T00:00:00Z"));
    expect(asOfKey()).toBe(before);
  });

  it("of a time is that time", () => {
    choose("2024-12-31T23:59:59Z", "2024-06-30");
    const { knownAt, effectiveDate } = asOf();
    expect(knownAt?.case).toBe("time");
    expect(timestampDate(knownAt?.value as Timestamp).toISOString()).toBe("2024-12-31T23:59:59.000Z");
    expect(effectiveDate).toBe("2024-06-30");
  });

  it("of an effective date alone keeps what is known now", () => {
    choose(undefined, "2020-12-31");
    expect(asOf()).toEqual({ knownAt: { case: "revision", value: 12n }, effectiveDate: "2020-12-31" });
  });
});

describe("the other side of a comparison", () => {
  it("is known at the same time where only a date is given", () => {
    choose("7");
    expect(comparedAsOf("2022-12-31")).toEqual({ knownAt: { case: "revision", value: 7n }, effectiveDate: "2022-12-31" });
  });

  it("is known at the revision that is given", () => {
    expect(comparedAsOf("2022-12-31@5")).toEqual({ knownAt: { case: "revision", value: 5n }, effectiveDate: "2022-12-31" });
  });
});
