import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import { usePagesOf, type Listing, type PageReader } from "./pages_of";

let shown: Listing<string>;
let begun = 0;

// Two pages, each row naming the state that it was read at.
function reader(state: string): PageReader<string> {
  ++begun;
  let page = 0;
  return {
    get ended() { return page === 2; },
    async next() { return [`${state} ${++page}`]; },
  };
}

function List({ question, state }: { question: string; state: string }) {
  shown = usePagesOf(`${question}|${state}`, () => reader(state), 1);
  return null;
}

const place = document.createElement("div");

// What was begun by `what` is worked off when this returns.
async function done(what: () => void): Promise<void> {
  await act(what);
  await act(async () => { for (let i = 0; i < 10; ++i) await Promise.resolve(); });
}

const show = (state: string, question = "lines") => done(() => render(<List question={question} state={state} />, place));
const rows = () => shown.answer.value?.flat();

beforeEach(() => {
  render(null, place);
  begun = 0;
});

describe("a listing read page by page", () => {
  it("begins with its first page", async () => {
    await show("r1");
    expect([rows(), shown.ended, shown.loading]).toEqual([["r1 1"], false, false]);
  });

  it("gets a page more when asked, until it ends", async () => {
    await show("r1");
    await done(() => shown.more());
    expect([rows(), shown.ended]).toEqual([["r1 1", "r1 2"], true]);
  });

  it("follows the newest state while only its first page is shown", async () => {
    await show("r1");
    await show("r2");
    expect([rows(), shown.outdated]).toEqual([["r2 1"], false]);
  });

  it("keeps its pages of one state once there are more, and says that there is a newer one", async () => {
    await show("r1");
    await done(() => shown.more());
    await show("r2");
    expect([rows(), shown.outdated, begun]).toEqual([["r1 1", "r1 2"], true, 1]);
  });

  it("is read anew when the reader wants the newer state", async () => {
    await show("r1");
    await done(() => shown.more());
    await show("r2");
    await done(() => shown.renew());
    expect([rows(), shown.outdated]).toEqual([["r2 1"], false]);
  });

  it("shows nothing of another question", async () => {
    await show("r1", "lines of a");
    await show("r1", "lines of b");
    expect([rows(), begun]).toEqual([["r1 1"], 2]);
  });

  it("says what went wrong", async () => {
    const broken: PageReader<string> = { ended: false, next: () => Promise.reject(new Error("gone")) };
    function Broken() {
      shown = usePagesOf("broken|r1", () => broken, 1);
      return null;
    }
    await done(() => render(<Broken />, place));
    expect([shown.answer.problem?.text, shown.answer.value]).toEqual(["gone", undefined]);
  });
});
