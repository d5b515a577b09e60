import { describe, expect, it } from "vitest";
import { HeadlineClass } from "@contract/status_pb";
import { filterOf } from "./lines";

describe("what the address narrows the lines down to", () => {
  it("is nothing where it says nothing", () => {
    expect(filterOf({})).toEqual({ sectors: [], levels: [], states: [], memberStates: [], headlineClasses: [], overdue: false });
  });

  it("is read as a figure's link writes it", () => {
    expect(filterOf({ sector: "energy,ict", class: "in_progress,not_started", state: "pending", member: "THA", overdue: "1", level: "action" })).toEqual({
      sectors: ["energy", "ict"], levels: ["action"], states: ["pending"], memberStates: ["THA"], overdue: true,
      headlineClasses: [HeadlineClass.HEADLINE_IN_PROGRESS, HeadlineClass.HEADLINE_NOT_STARTED],
    });
  });

  it("leaves out a class that there is not", () => {
    expect(filterOf({ class: "nonsense" }).headlineClasses).toEqual([]);
  });
});
