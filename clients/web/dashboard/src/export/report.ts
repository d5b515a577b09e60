// A report as the server renders it: the same file that `sheaf report --as csv|xlsx` writes.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { Rendering, type ReportRequestSchema } from "@contract/report_service_pb";
import { reports } from "../api/clients";
import type { File } from "./save";

async function render(report: MessageInitShape<typeof ReportRequestSchema>, rendering: Rendering, ending: string): Promise<File> {
  const parts: BlobPart[] = [];
  let type = "";
  for await (const chunk of reports.renderReport({ report, rendering })) {
    type ||= chunk.mediaType;
    parts.push(chunk.content as BlobPart);
  }
  return { content: new Blob(parts, { type }), ending };
}

export function exportsOfReport(name: string, report: MessageInitShape<typeof ReportRequestSchema>) {
  return {
    name,
    csv: () => render(report, Rendering.CSV, "csv"),
    xlsx: () => render(report, Rendering.XLSX, "xlsx"),
  };
}
