import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { CellSchema } from "@contract/document_pb";
import { MissingReason } from "@contract/kpi_pb";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { address } from "@/navigation";
import { loadWords } from "@/words/words";
import { cellText } from "./cell_text";

const say = (cell: MessageInitShape<typeof CellSchema>) => cellText(create(CellSchema, cell));
const share = (numerator: bigint, denominator: bigint) => say({ value: { case: "share", value: { numerator, denominator } } });
const missing = (reason: MissingReason) => say({ value: { case: "missing", value: reason } });

function speak(tag: string | undefined): void {
  address.value = { ...address.value, language: tag };
}

beforeAll(() => loadWords("vi"));
beforeEach(() => speak(undefined));

describe("a cell", () => {
  it("never shows a share without its counts", () => {
    expect(share(2n, 3n)).toBe("66.7% (2 of 3)");
    speak("vi");
    expect(share(2n, 3n)).toBe("66,7% (2 trên 3)");
  });

  it("shows a share of nothing as its counts, since it is no percentage", () => {
    expect(share(0n, 0n)).toBe("0 of 0");
  });

  it.each([
    [MissingReason.BLANK, "blank", "để trống"],
    [MissingReason.NOT_AVAILABLE, "n/a", "không có số liệu"],
    [MissingReason.NOT_APPLICABLE, "not applicable", "không áp dụng"],
    [MissingReason.NOT_REPORTED, "not reported", "chưa báo cáo"],
  ])("says why there is nothing: %s", (reason, english, vietnamese) => {
    expect(missing(reason)).toBe(english);
    speak("vi");
    expect(missing(reason)).toBe(vietnamese);
  });

  it("shows zero as zero", () => {
    expect(say({ value: { case: "count", value: 0n } })).toBe("0");
    expect(say({ value: { case: "number", value: 0 }, decimals: 1 })).toBe("0.0");
  });

  it("has its unit and its period with it, where it is a figure", () => {
    expect(say({ value: { case: "number", value: 15.6 }, decimals: 1, unit: "%", period: "2022" })).toBe("15.6 % (2022)");
    expect(say({ value: { case: "text", value: "met" }, unit: "%" })).toBe("met");
  });

  it("keeps as many decimals as the document says", () => {
    expect(say({ value: { case: "number", value: 30 }, decimals: 1 })).toBe("30.0");
    speak("vi");
    expect(say({ value: { case: "number", value: 1234.5 }, decimals: 1 })).toBe("1.234,5");
  });

  it("shows dates as precise as they are, in the reader's language", () => {
    expect(say({ value: { case: "date", value: "2022-11" } })).toBe("November 2022");
    expect(say({ value: { case: "date", value: "2022" } })).toBe("2022");
  });
});
