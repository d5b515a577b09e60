// Why a call failed, for a person: what happened, and what may be done about it.
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "../../generated/google/rpc/error_details_pb";

export type ProblemKind = "unreachable" | "signIn" | "refused" | "absent" | "wrong" | "busy" | "unavailable" | "failed";

export interface Problem {
  kind: ProblemKind;
  // The server's own sentence; "" where there is none worth showing.
  text: string;
}

const KINDS: Partial<Record<Code, ProblemKind>> = {
  [Code.Unavailable]: "unreachable",
  [Code.DeadlineExceeded]: "busy",
  [Code.ResourceExhausted]: "busy",
  [Code.Unauthenticated]: "signIn",
  [Code.PermissionDenied]: "refused",
  [Code.NotFound]: "absent",
  [Code.InvalidArgument]: "wrong",
  [Code.OutOfRange]: "wrong",
};

// The server is there, and says that a part of it is not.
function isPartOnly(failure: ConnectError): boolean {
  return failure.findDetails(ErrorInfoSchema).some(({ reason }) => reason === "PLUGIN_UNAVAILABLE");
}

export function problemOf(error: unknown): Problem {
  const failure = ConnectError.from(error);
  // fetch() gives a TypeError where there is nobody at the other end.
  if (failure.cause instanceof TypeError) return { kind: "unreachable", text: "" };
  if (failure.code === Code.Unavailable && isPartOnly(failure)) return { kind: "unavailable", text: failure.rawMessage };
  return { kind: KINDS[failure.code] ?? "failed", text: failure.rawMessage };
}

// Whether the call failed because its page has gone.
export function isAborted(error: unknown): boolean {
  return ConnectError.from(error).code === Code.Canceled;
}
