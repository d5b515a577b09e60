import { describe, expect, it } from "vitest";
import { safeUri } from "./update_texts";

describe("the address of a piece of evidence", () => {
  it("is followed where it is a web address", () => {
    expect(safeUri("https://asean.org/a?b=1")).toBe("https://asean.org/a?b=1");
    expect(safeUri("http://asean.org")).toBe("http://asean.org");
  });

  it.each(["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "minutes, page 3", ""])("is only shown where it is %j", (uri) => {
    expect(safeUri(uri)).toBeUndefined();
  });
});
