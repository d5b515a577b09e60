import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, createRouterTransport, type HandlerContext } from "@connectrpc/connect";
import { SectorService, ServerStatusSchema } from "@contract/sector_service_pb";
import { WatchResponseSchema, WatchService, type WatchRequest, type WatchResponse } from "@contract/watch_service_pb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connection, hasChanged, lookedAt, newest, pasts, retries, seen, seenCount, startLive } from "./live";

// One call of Watch, as the test conducts it.
interface Call {
  request: WatchRequest;
  signal: AbortSignal;
  // A message, or the error that the call ends with.
  put(what: WatchResponse | Code): void;
}

const server = {
  revision: 10n,
  // What GetStatus fails with, and when it was asked.
  status: undefined as Code | undefined,
  asked: [] as number[],
  calls: [] as Call[],
};

async function* serve(request: WatchRequest, context: HandlerContext): AsyncGenerator<WatchResponse> {
  const waiting: (WatchResponse | Code)[] = [];
  let wake = () => {};
  server.calls.push({ request, signal: context.signal, put: (what) => (waiting.push(what), wake()) });
  context.signal.addEventListener("abort", () => wake());
  while (!context.signal.aborted) {
    const next = waiting.shift();
    if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
    else if (typeof next === "number") throw new ConnectError("ended by the test", next);
    else yield next;
  }
}

vi.mock("./clients", () => {
  const transport = createRouterTransport(({ service }) => {
    service(SectorService, {
      getStatus: () => {
        server.asked.push(Date.now());
        if (server.status !== undefined) throw new ConnectError("refused by the test", server.status);
        return create(ServerStatusSchema, { revision: server.revision });
      },
    });
    service(WatchService, { watch: serve });
  });
  return { sectors: createClient(SectorService, transport), watches: createClient(WatchService, transport) };
});

// Lets what is due happen, and `milliseconds` pass.
const pass = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);
const settled = () => pass(400);
const latest = () => server.calls.at(-1)!;
const fail = (code: Code) => latest().put(code);

// Everything up to `through`, with changes of these.
function send(through: number, ...resources: string[]): void {
  const changes = resources.map((resource) => ({ resource, revision: BigInt(through) }));
  latest().put(create(WatchResponseSchema, { completeThrough: BigInt(through), changes }));
}

async function startedAt(revision: bigint): Promise<void> {
  server.revision = revision;
  startLive();
  await pass();
  send(Number(revision));
  await pass();
}

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(server, { revision: 10n, status: undefined, asked: [], calls: [] });
});
afterEach(() => (vi.useRealTimers(), vi.restoreAllMocks()));

describe("following the records", () => {
  it("begins after the revision that the page is read at", async () => {
    await startedAt(10n);
    expect(newest.value).toBe(10n);
    expect(latest().request.afterRevision).toBe(10n);
    expect(connection.value).toBe("live");
  });

  it("is not called live before the server has said so", async () => {
    startLive();
    await pass();
    expect(server.calls).toHaveLength(1);
    expect(connection.value).toBe("starting");
  });

  it("shows changes that come together as one step, the newest first", async () => {
    await startedAt(10n);
    const steps: (bigint | undefined)[] = [];
    const stop = newest.subscribe((revision) => steps.push(revision));
    send(11, "plans/energy/lines/A/updates/1");
    send(12, "plans/energy/lines/B/updates/2");
    await settled();
    stop();
    expect(steps).toEqual([10n, 12n]);
    expect(seen.value.map(({ resource }) => resource)).toEqual(["plans/energy/lines/B/updates/2", "plans/energy/lines/A/updates/1"]);
    expect(seenCount.value).toBe(2);
  });

  it("marks a record by what changed at it or under it, and not its neighbour", async () => {
    await startedAt(10n);
    send(11, "plans/energy/lines/EN-1/updates/u");
    await settled();
    expect(hasChanged("plans/energy/lines/EN-1")).toBe(true);
    expect(hasChanged("plans/energy/lines/EN-1/updates/u")).toBe(true);
    expect(hasChanged("plans/energy/lines/EN-10")).toBe(false);
  });

  it("keeps counting where it keeps no more of them", async () => {
    await startedAt(10n);
    send(11, ...Array.from({ length: 500 }, (_, i) => `plans/energy/lines/L${i}`));
    await settled();
    expect(seenCount.value).toBe(500);
    expect(seen.value).toHaveLength(200);
  });
});

describe("a lost connection", () => {
  it("is told at once, and taken up again after the last complete revision", async () => {
    await startedAt(10n);
    send(14, "plans/energy/lines/A");
    await settled();
    fail(Code.Unavailable);
    await pass();
    expect(connection.value).toBe("lost");
    expect(newest.value).toBe(14n);

    await pass(1000);
    expect(server.calls).toHaveLength(2);
    expect(latest().request.afterRevision).toBe(14n);
    const asked = retries.value;
    send(15, "plans/energy/lines/B");
    await settled();
    expect(connection.value).toBe("live");
    expect(newest.value).toBe(15n);
    expect(retries.value).toBe(asked + 1);
  });

  it("does not count again what comes again of a revision that was cut off", async () => {
    await startedAt(10n);
    // The first part of revision 11: complete is 10 only.
    const part = create(WatchResponseSchema, { completeThrough: 10n, changes: [{ resource: "plans/energy/lines/A", revision: 11n }] });
    latest().put(part);
    await settled();
    fail(Code.Unavailable);
    await pass(1000);
    send(11, "plans/energy/lines/A", "plans/energy/lines/B");
    await settled();
    expect(seenCount.value).toBe(2);
  });

  it("is noticed by the silence where nobody says so", async () => {
    await startedAt(10n);
    await pass(14_000);
    expect(connection.value).toBe("live");
    await pass(2_000);
    expect(connection.value).toBe("lost");
  });

  it("is not suspected while the server says that nothing happens", async () => {
    await startedAt(10n);
    for (let i = 0; i < 12; i++) {
      send(10);
      await pass(5_000);
    }
    expect(connection.value).toBe("live");
    expect(server.calls).toHaveLength(1);
  });

  it("is tried again ever more seldom, and never less than four times a minute", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    server.status = Code.Unavailable;
    startLive();
    await pass(70_000);
    const waits = server.asked.slice(1).map((time, i) => time - server.asked[i]!);
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it("begins anew where the server has another past", async () => {
    await startedAt(10n);
    send(12, "plans/energy/lines/A");
    await settled();
    const before = pasts.value;
    server.revision = 5n;
    fail(Code.OutOfRange);
    await pass(1000);
    expect(latest().request.afterRevision).toBe(5n);
    expect(newest.value).toBe(5n);
    expect(seen.value).toEqual([]);
    expect(pasts.value).toBe(before + 1);
  });
});

describe("a tab that nobody looks at", () => {
  it("keeps its connection for a moment, then gives it back, and is not called lost", async () => {
    await startedAt(10n);
    lookedAt(true);
    for (let i = 0; i < 5; i++) await pass(5_000).then(() => send(10));
    expect(latest().signal.aborted).toBe(false);
    await pass(6_000);
    expect(latest().signal.aborted).toBe(true);
    expect(server.calls).toHaveLength(1);
    expect(connection.value).toBe("live");
  });

  it("is told what changed meanwhile, once somebody looks again", async () => {
    await startedAt(10n);
    lookedAt(true);
    await pass(60_000);
    lookedAt(false);
    await pass();
    expect(latest().request.afterRevision).toBe(10n);
    send(12, "plans/energy/lines/A");
    await settled();
    expect(newest.value).toBe(12n);
  });

  it("that is looked at again at once has noticed nothing", async () => {
    await startedAt(10n);
    lookedAt(true);
    await pass(1_000);
    lookedAt(false);
    await pass(4_000);
    send(10);
    await pass(14_000);
    expect(server.calls).toHaveLength(1);
  });

  it("stays refused where it was", async () => {
    server.status = Code.Unauthenticated;
    startLive();
    await pass();
    lookedAt(true);
    await pass(60_000);
    lookedAt(false);
    await pass(60_000);
    expect(server.asked).toHaveLength(1);
  });
});

describe("who may not follow", () => {
  it.each([Code.Unauthenticated, Code.PermissionDenied])("is told so, and is not tried again (code %i)", async (code) => {
    server.status = code;
    startLive();
    await pass(60_000);
    expect(connection.value).toBe("refused");
    expect(server.calls).toHaveLength(0);
  });

  it("follows after signing in, and sees nothing of the reader before", async () => {
    await startedAt(10n);
    send(11, "plans/energy/lines/A");
    await settled();
    await startedAt(11n);
    expect(connection.value).toBe("live");
    expect(seen.value).toEqual([]);
    expect(seenCount.value).toBe(0);
  });
});
