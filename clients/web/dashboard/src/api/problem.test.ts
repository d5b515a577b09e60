import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { ErrorInfoSchema } from "../../generated/google/rpc/error_details_pb";
import { isAborted, problemOf } from "./problem";

const reason = (text: string) => [{ desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason: text }) }];

describe("why a call failed", () => {
  it.each([
    [Code.Unauthenticated, "signIn"],
    [Code.PermissionDenied, "refused"],
    [Code.NotFound, "absent"],
    [Code.InvalidArgument, "wrong"],
    [Code.OutOfRange, "wrong"],
    [Code.ResourceExhausted, "busy"],
    [Code.DeadlineExceeded, "busy"],
    [Code.Unavailable, "unreachable"],
    [Code.Internal, "failed"],
  ] as const)("code %i is '%s', with the server's own sentence", (code, kind) => {
    expect(problemOf(new ConnectError("row 3 has no code", code))).toEqual({ kind, text: "row 3 has no code" });
  });

  it("is that nobody answers, where the browser reaches nobody", () => {
    expect(problemOf(new TypeError("Failed to fetch"))).toEqual({ kind: "unreachable", text: "" });
    expect(problemOf(ConnectError.from(new TypeError("network error")))).toEqual({ kind: "unreachable", text: "" });
  });

  it("is not that nobody answers, where the server says that a part of it does not run", () => {
    const error = new ConnectError("energy's plugin is not running", Code.Unavailable, undefined, reason("PLUGIN_UNAVAILABLE"));
    expect(problemOf(error)).toEqual({ kind: "unavailable", text: "energy's plugin is not running" });
  });

  it("is that nobody answers, while the server ends", () => {
    const error = new ConnectError("the server ends", Code.Unavailable, undefined, reason("SERVER_ENDING"));
    expect(problemOf(error).kind).toBe("unreachable");
  });
});

describe("a call that its page has left", () => {
  it("is told from one that failed", () => {
    expect(isAborted(new ConnectError("gone", Code.Canceled))).toBe(true);
    expect(isAborted(new DOMException("gone", "AbortError"))).toBe(true);
    expect(isAborted(new ConnectError("gone", Code.Unavailable))).toBe(false);
  });
});
