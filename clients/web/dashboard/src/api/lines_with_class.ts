// Lines with the class in which reports count them. A listing of lines does not say it, but it can be narrowed down to
// one class: so the lines of each class are listed beside, page by page, and what is in both is of that class. A page of
// a hundred lines costs at most six calls, whatever the size of the plan.
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { LineFilterSchema } from "@contract/filter_pb";
import type { Line } from "@contract/plan_pb";
import { HeadlineClass } from "@contract/status_pb";
import type { AsOf } from "../clocks";
import type { ClassId } from "../records/vocabulary";
import type { PageReader } from "./pages_of";

export type LineFilter = MessageInitShape<typeof LineFilterSchema>;

export interface ClassedLine {
  line: Line;
  // Undefined: in no total, as headings are and lines that another plan counts.
  headline?: ClassId;
}

export interface LineQuestion {
  // "plans/energy", or "plans/-".
  parent: string;
  asOf: AsOf;
  filter: LineFilter;
}

interface Asked extends LineQuestion {
  pageSize: number;
  pageToken: string;
}

export type AskLines = (asked: Asked, signal: AbortSignal) => Promise<{ lines: Line[]; nextPageToken: string }>;

export const CLASS_IDS: [ClassId, HeadlineClass][] = [
  ["completed", HeadlineClass.HEADLINE_COMPLETED],
  ["in_progress", HeadlineClass.HEADLINE_IN_PROGRESS],
  ["not_started", HeadlineClass.HEADLINE_NOT_STARTED],
  ["not_reported", HeadlineClass.HEADLINE_NOT_REPORTED],
  ["excluded", HeadlineClass.HEADLINE_EXCLUDED],
];

// A filter may pass over much: pages that hold little are asked on this often, then what is there is shown.
const MOST_CALLS = 8;

// What one request lists, as far as it has been read and not taken.
class Stream {
  private waiting: Line[] = [];
  private token = "";
  private last = false;

  constructor(private readonly question: LineQuestion, private readonly ask: AskLines) {}

  get ended(): boolean {
    return this.last && this.waiting.length === 0;
  }

  async fill(size: number, signal: AbortSignal): Promise<void> {
    for (let calls = 0; calls < MOST_CALLS && this.waiting.length < size && !this.last; ++calls) {
      const answer = await this.ask({ ...this.question, pageSize: size, pageToken: this.token }, signal);
      this.waiting.push(...answer.lines);
      this.token = answer.nextPageToken;
      this.last = this.token === "";
    }
  }

  take(size: number): Line[] {
    return this.waiting.splice(0, size);
  }

  // Whether a line was waiting; then it waits no more.
  takeNamed(names: Set<string>): string[] {
    const taken = this.waiting.filter(({ name }) => names.has(name));
    this.waiting = this.waiting.filter(({ name }) => !names.has(name));
    return taken.map(({ name }) => name);
  }
}

export class LineReader implements PageReader<ClassedLine> {
  private readonly all: Stream;
  private readonly classes: [ClassId, Stream][];
  // Where the question is for one class, all lines are of it.
  private readonly only?: ClassId;

  constructor(question: LineQuestion, ask: AskLines) {
    const { filter } = question;
    const asked = CLASS_IDS.filter(([, one]) => !filter.headlineClasses?.length || filter.headlineClasses.includes(one));
    this.all = new Stream(question, ask);
    this.only = asked.length === 1 ? asked[0]![0] : undefined;
    const narrowed = (one: HeadlineClass) => new Stream({ ...question, filter: { ...filter, headlineClasses: [one] } }, ask);
    this.classes = this.only ? [] : asked.map(([id, one]) => [id, narrowed(one)]);
  }

  get ended(): boolean {
    return this.all.ended;
  }

  // Of the lines that come next, those of one class are the next ones of that class: so many of each are enough.
  async next(size: number, signal: AbortSignal): Promise<ClassedLine[]> {
    await Promise.all([this.all, ...this.classes.map(([, stream]) => stream)].map((stream) => stream.fill(size, signal)));
    const lines = this.all.take(size);
    const names = new Set(lines.map(({ name }) => name));
    const found = new Map<string, ClassId>();
    for (const [id, stream] of this.classes) for (const name of stream.takeNamed(names)) found.set(name, id);
    return lines.map((line) => ({ line, headline: this.only ?? found.get(line.name) }));
  }
}
