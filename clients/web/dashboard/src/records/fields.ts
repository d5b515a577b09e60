// The fields of a record, flat, and what is different between two versions of it.
import { toJson, type JsonObject, type JsonValue } from "@bufbuild/protobuf";
import { ResourceSchema, type Resource } from "@contract/change_pb";

export interface FieldChange {
  // As in the record's JSON: "plannedEnd", "decision.meeting", "attributes.lead".
  field: string;
  // Undefined: was not set.
  before?: string;
  after?: string;
}

// What the server sets: a history tells these in other ways.
const SET_BY_SERVER = ["name", "revision", "commitTime", "etag", "actor", "withdrawnReason", "review", "position", "vanished"];

function listText(list: JsonValue[]): string {
  return list.map((item) => (isObject(item) ? Object.values(item).map(String).join(" ") : String(item))).join("; ");
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function flatten(record: JsonObject, prefix: string, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(record)) {
    if (!prefix && SET_BY_SERVER.includes(name)) continue;
    const field = prefix + name;
    if (Array.isArray(value)) into.set(field, listText(value));
    else if (isObject(value)) flatten(value, `${field}.`, into);
    else into.set(field, String(value));
  }
}

// In the order of the record's message; what is not set is left out.
export function fieldsOf(resource: Resource | undefined): Map<string, string> {
  const fields = new Map<string, string>();
  if (!resource?.kind.case) return fields;
  const [record] = Object.values(toJson(ResourceSchema, resource) as JsonObject);
  if (record !== undefined && isObject(record)) flatten(record, "", fields);
  return fields;
}

export function fieldChanges(before: Resource | undefined, after: Resource | undefined): FieldChange[] {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  const names = new Set([...is.keys(), ...was.keys()]);
  return [...names].filter((name) => was.get(name) !== is.get(name))
    .map((field) => ({ field, before: was.get(field), after: is.get(field) }));
}
