import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { BaselineSchema, ObservationKind, ObservationSchema, TargetSchema } from "@contract/kpi_pb";
import { missingYears, periodsOf, seriesOf, targetVersions, yearsText, type KpiFigures } from "./figures";

interface Given {
  baselines?: MessageInitShape<typeof BaselineSchema>[];
  targets?: MessageInitShape<typeof TargetSchema>[];
  observations?: MessageInitShape<typeof ObservationSchema>[];
}

function figures({ baselines = [], targets = [], observations = [] }: Given): KpiFigures {
  return {
    baselines: baselines.map((one) => create(BaselineSchema, one)),
    targets: targets.map((one) => create(TargetSchema, one)),
    observations: observations.map((one) => create(ObservationSchema, { kind: ObservationKind.ACTUAL, ...one })),
  };
}

describe("missing years", () => {
  it("are those without a value between the first and the last", () => {
    expect(missingYears(figures({ baselines: [{ value: 0, year: 2019 }], observations: [{ period: "2021", value: 1 }, { period: "2023", value: 2 }] }))).toEqual([2020, 2022]);
  });

  it("are not filled by a forecast, a reason for no value, or what was taken back", () => {
    const observations = [
      { period: "2020", value: 1 }, { period: "2024", value: 2 }, { period: "2021", value: 3, kind: ObservationKind.FORECAST },
      { period: "2022", missing: 2 }, { period: "2023", value: 9, withdrawnReason: "misread" },
    ];
    expect(missingYears(figures({ observations }))).toEqual([2021, 2022, 2023]);
  });

  it("are filled by zero and by a part of the year", () => {
    expect(missingYears(figures({ observations: [{ period: "2020", value: 1 }, { period: "2021", value: 0 }, { period: "2022-Q2", value: 1 }, { period: "2023", value: 1 }] }))).toEqual([]);
  });

  it("are the region's where it has values, whatever single states have", () => {
    const observations = [{ period: "2020", value: 1 }, { period: "2022", value: 1 }, { period: "2021", value: 1, memberState: "THA" }];
    expect(missingYears(figures({ observations }))).toEqual([2021]);
  });

  it("do not exist where nothing is known", () => {
    expect(missingYears(figures({ targets: [{ year: 2025, value: 3 }] }))).toEqual([]);
  });

  it("are written as spans", () => {
    expect(yearsText([2006, 2007, 2008, 2010, 2012, 2013])).toBe("2006–2008, 2010, 2012–2013");
  });
});

describe("the periods of a chart", () => {
  it("are all years from the first to the last that is spoken of, also those without a value", () => {
    expect(periodsOf(figures({ baselines: [{ year: 2020, value: 0 }], observations: [{ period: "2022", value: 1 }], targets: [{ year: 2024, value: 3 }] })))
      .toEqual(["2020", "2021", "2022", "2023", "2024"]);
  });

  it("put parts of a year before the year's end", () => {
    expect(periodsOf(figures({ observations: [{ period: "2023", value: 1 }, { period: "2023-Q2", value: 1 }, { period: "2023-H1", value: 1 }, { period: "2023-02", value: 1 }] })))
      .toEqual(["2023-02", "2023-Q2", "2023-H1", "2023"]);
  });
});

describe("the series of a chart", () => {
  it("keep kinds, editions and speakers apart, actuals first and the region before the states", () => {
    const { observations } = figures({
      observations: [
        { period: "2025", value: 29.2, edition: "A", kind: ObservationKind.FORECAST }, { period: "2021", value: 1, memberState: "THA" },
        { period: "2022", value: 27, edition: "A" }, { period: "2023", value: 25.5, edition: "B" }, { period: "2021", value: 26, edition: "A" },
        { period: "2022", value: 5, edition: "A", kind: ObservationKind.PROXY },
      ],
    });
    expect(seriesOf(observations).map(({ kind, edition, memberState, observations }) => [ObservationKind[kind], edition, memberState, observations.length])).toEqual([
      ["ACTUAL", "A", "", 2], ["ACTUAL", "B", "", 1], ["PROXY", "A", "", 1], ["FORECAST", "A", "", 1], ["ACTUAL", "", "THA", 1],
    ]);
  });

  it("leave out what has no value, no period, or was taken back", () => {
    const { observations } = figures({ observations: [{ period: "2022", missing: 2 }, { period: "", value: 1 }, { period: "2022", value: 2, withdrawnReason: "x" }] });
    expect(seriesOf(observations)).toEqual([]);
  });
});

describe("versions of a target", () => {
  const standing = (...targets: NonNullable<Given["targets"]>) =>
    targetVersions(figures({ targets }).targets).map(({ target, standing }) => `${target.year} ${target.value} ${standing}`);

  it("are superseded by what was recorded later for the same year", () => {
    expect(standing({ year: 2025, value: 30, revision: 1n }, { year: 2025, value: 32, revision: 2n }, { year: 2020, value: 20, revision: 1n }))
      .toEqual(["2020 20 inForce", "2025 32 inForce", "2025 30 superseded"]);
  });

  it("that were recorded together go by their place", () => {
    expect(standing({ year: 2025, value: 32, revision: 1n, ordinal: 1 }, { year: 2025, value: 30, revision: 1n, ordinal: 0 })).toEqual(["2025 32 inForce", "2025 30 superseded"]);
  });

  it("come into force again when the later one is taken back", () => {
    expect(standing({ year: 2025, value: 30, revision: 1n }, { year: 2025, value: 32, revision: 2n, withdrawnReason: "misread" }))
      .toEqual(["2025 32 withdrawn", "2025 30 inForce"]);
  });
});
