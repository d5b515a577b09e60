import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { LineSchema, type Line } from "@contract/plan_pb";
import { HeadlineClass } from "@contract/status_pb";
import { LineReader, type AskLines } from "./lines_with_class";

const signal = new AbortController().signal;

// A plan of lines in the order of their codes, each with its class; those without are headings.
function plan(...classes: (HeadlineClass | undefined)[]) {
  return classes.map((headline, i) => ({ headline, line: create(LineSchema, { name: `plans/p/lines/${String(i).padStart(3, "0")}` }) }));
}

// A server that gives at most `most` lines a page, and counts how often it is asked.
function server(lines: { headline?: HeadlineClass; line: Line }[], most = 1000) {
  const asked: number[] = [];
  const ask: AskLines = async ({ filter, pageSize, pageToken }) => {
    asked.push(filter.headlineClasses?.[0] ?? 0);
    const fit = lines.filter(({ headline }) => !filter.headlineClasses?.length || (headline !== undefined && filter.headlineClasses.includes(headline)));
    const from = Number(pageToken || 0);
    const to = from + Math.min(pageSize, most);
    return { lines: fit.slice(from, to).map(({ line }) => line), nextPageToken: to < fit.length ? String(to) : "" };
  };
  return { ask, asked };
}

const question = (headlineClasses: HeadlineClass[] = []) => ({ parent: "plans/p", asOf: {}, filter: { headlineClasses } });
const { HEADLINE_COMPLETED: DONE, HEADLINE_IN_PROGRESS: BEGUN, HEADLINE_NOT_REPORTED: SILENT } = HeadlineClass;

async function classes(reader: LineReader, size: number): Promise<(string | undefined)[]> {
  return (await reader.next(size, signal)).map(({ headline }) => headline);
}

describe("lines with their class", () => {
  it("have the class in whose list they are, and none where they are in no total", async () => {
    const { ask } = server(plan(undefined, DONE, BEGUN, SILENT));
    expect(await classes(new LineReader(question(), ask), 10)).toEqual([undefined, "completed", "in_progress", "not_reported"]);
  });

  it("are told page by page, whatever share of a page a class has", async () => {
    const { ask } = server(plan(DONE, DONE, DONE, BEGUN, BEGUN, DONE));
    const reader = new LineReader(question(), ask);
    expect([await classes(reader, 2), reader.ended]).toEqual([["completed", "completed"], false]);
    expect(await classes(reader, 2)).toEqual(["completed", "in_progress"]);
    expect([await classes(reader, 2), reader.ended]).toEqual([["in_progress", "completed"], true]);
  });

  it("are asked on where a page holds fewer than were asked for", async () => {
    const { ask } = server(plan(DONE, BEGUN, DONE, BEGUN), 1);
    expect(await classes(new LineReader(question(), ask), 4)).toEqual(["completed", "in_progress", "completed", "in_progress"]);
  });

  it("cost six calls a page, and one where a single class is wanted", async () => {
    const six = server(plan(DONE, BEGUN));
    await new LineReader(question(), six.ask).next(10, signal);
    expect(six.asked).toHaveLength(6);
    const one = server(plan(DONE, BEGUN));
    expect(await classes(new LineReader(question([DONE]), one.ask), 10)).toEqual(["completed"]);
    expect(one.asked).toEqual([DONE]);
  });

  it("are told apart where several classes are wanted", async () => {
    const { ask } = server(plan(DONE, SILENT, BEGUN));
    expect(await classes(new LineReader(question([DONE, BEGUN]), ask), 10)).toEqual(["completed", "in_progress"]);
  });

  it("stop asking a server that never fills a page", async () => {
    let calls = 0;
    const reader = new LineReader(question([DONE]), async () => ({ lines: [], nextPageToken: String(++calls) }));
    expect(await reader.next(10, signal)).toEqual([]);
    expect([calls, reader.ended]).toEqual([8, false]);
  });
});
