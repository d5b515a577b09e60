// Changes and differences as tables that can be taken along, with the full names of their records.
import type { Change } from "@contract/change_pb";
import type { ResourceDiff } from "@contract/change_service_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { DIFFERENCES, VERBS } from "../records/changes";
import { t } from "../words/words";
import type { ShownTable } from "./table";

// A row for each field that differs.
export function differencesTable(resources: ResourceDiff[]): ShownTable {
  const columns = [t("what"), t("kind"), t("field"), t("before"), t("after")];
  const rows = resources.flatMap(({ resource, kind, fields }) =>
    fields.length === 0
      ? [[resource, t(DIFFERENCES[kind].word), undefined, undefined, undefined]]
      : fields.map(({ field, before, after }) => [resource, t(DIFFERENCES[kind].word), field, before, after]));
  return { title: t("differences"), columns, rows };
}

export function changesTable(listed: Change[]): ShownTable {
  const columns = [t("what"), t("kind"), t("who"), t("date"), t("revisionWord")];
  const rows = listed.map((change) => [
    change.resource, t(VERBS[change.verb]), change.actor, change.commitTime && timestampDate(change.commitTime).toISOString(), Number(change.revision),
  ]);
  return { title: t("changes"), columns, rows };
}
