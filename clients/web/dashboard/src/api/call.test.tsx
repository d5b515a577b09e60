import { Code, ConnectError } from "@connectrpc/connect";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { token } from "../session";
import { firstProblem, useAnswer, type Answer } from "./call";
import { pasts, retries } from "./live";

// What was asked of the server, each to be answered by the test.
interface Question {
  key: string;
  signal: AbortSignal;
  answer(value: string): Promise<void>;
  fail(code: Code): Promise<void>;
}

let questions: Question[] = [];
let shown: Answer<string>[] = [];
let box: HTMLElement;

function Asking({ name }: { name: string }) {
  const answer = useAnswer(name, (signal) => new Promise<string>((resolve, reject) => {
    questions.push({
      key: name,
      signal,
      answer: (value) => act(async () => resolve(value)) as Promise<void>,
      fail: (code) => act(async () => reject(new ConnectError("by the test", code))) as Promise<void>,
    });
  }));
  shown.push(answer);
  return null;
}

const ask = (name: string) => act(() => render(<Asking name={name} />, box));
const latest = () => questions.at(-1)!;
const now = () => shown.at(-1)!;
let test = 0;

// Answers are kept across tests: each has questions of its own.
beforeEach(() => {
  test++;
  questions = [];
  shown = [];
  box = document.createElement("div");
});
afterEach(() => {
  act(() => render(null, box));
  token.value = "";
});

describe("an answer", () => {
  it("is on its way until it is there", async () => {
    await ask(`a${test}|1`);
    expect(now()).toMatchObject({ value: undefined, loading: true });
    await latest().answer("one");
    expect(now()).toMatchObject({ value: "one", loading: false });
  });

  it("is asked for by nobody where there is no key", async () => {
    await ask("");
    expect(questions).toEqual([]);
    expect(now().loading).toBe(false);
  });

  it("stays, without a moment's gap, while a newer one is on its way", async () => {
    await ask(`a${test}|1`);
    await latest().answer("one");
    shown = [];
    await ask(`a${test}|2`);
    expect(shown.map(({ value }) => value)).not.toContain(undefined);
    expect(now()).toMatchObject({ value: "one", loading: true });
    await latest().answer("two");
    expect(now()).toMatchObject({ value: "two", loading: false });
  });

  it("does not stand in for the answer to another question", async () => {
    await ask(`a${test}|1`);
    await latest().answer("one");
    shown = [];
    await ask(`b${test}|1`);
    expect(shown.map(({ value }) => value)).toEqual(shown.map(() => undefined));
  });

  it("is never shown to another reader", async () => {
    await ask(`a${test}|1`);
    await latest().answer("secret");
    shown = [];
    await act(() => void (token.value = "other"));
    await ask(`a${test}|1`);
    expect(shown.map(({ value }) => value)).not.toContain("secret");
    await latest().fail(Code.PermissionDenied);
    expect(now()).toMatchObject({ value: undefined, problem: { kind: "refused" } });
  });

  it("is not asked for twice at one revision", async () => {
    await ask(`a${test}|1`);
    await latest().answer("one");
    await ask(`a${test}|2`);
    await latest().answer("two");
    await ask(`a${test}|1`);
    expect(questions).toHaveLength(2);
    expect(now()).toMatchObject({ value: "one", loading: false });
  });

  it("is asked for anew where it was read 'now', or of another past of the server", async () => {
    await ask(`a${test}|now/2026-11-22`);
    await latest().answer("one");
    await ask(`b${test}|1`);
    await ask(`a${test}|now/2026-11-22`);
    expect(questions).toHaveLength(3);
    await latest().answer("again");
    await act(() => void pasts.value++);
    expect(questions).toHaveLength(4);
    expect(now().value).toBeUndefined();
  });

  it("that comes too late for its question is not shown", async () => {
    await ask(`a${test}|1`);
    const first = latest();
    await ask(`a${test}|2`);
    expect(first.signal.aborted).toBe(true);
    await latest().answer("two");
    await first.answer("one");
    expect(now().value).toBe("two");
  });
});

describe("a call that failed", () => {
  it("leaves the older answer, with the reason", async () => {
    await ask(`a${test}|1`);
    await latest().answer("one");
    await ask(`a${test}|2`);
    await latest().fail(Code.Unavailable);
    expect(now()).toMatchObject({ value: "one", problem: { kind: "unreachable" }, loading: false });
  });

  it("is asked again where the server is back, and shows its reason until then", async () => {
    await ask(`a${test}|1`);
    await latest().fail(Code.Unavailable);
    await act(() => void retries.value++);
    expect(questions).toHaveLength(2);
    expect(now()).toMatchObject({ problem: { kind: "unreachable" }, loading: true });
    await latest().answer("one");
    expect(now()).toMatchObject({ value: "one", loading: false });
    expect(now().problem).toBeUndefined();
  });

  it("says nothing where its page has gone", async () => {
    await ask(`a${test}|1`);
    await latest().fail(Code.Canceled);
    expect(now().problem).toBeUndefined();
  });
});

describe("the problem of several answers", () => {
  const refused = { problem: { kind: "refused" as const, text: "no" }, loading: false };
  const absent = { problem: { kind: "absent" as const, text: "none" }, loading: false };
  const there = { value: 1, loading: false };

  it("is that of the first that has one, however quick the others are", () => {
    expect(firstProblem(there, absent, refused)?.kind).toBe("absent");
    expect(firstProblem(there, there)).toBeUndefined();
  });

  it("is not told before those in front have answered", () => {
    expect(firstProblem({ loading: true }, refused)).toBeUndefined();
    expect(firstProblem({ ...absent, loading: true }, refused)?.kind).toBe("absent");
  });
});
