// A sector in its own words: any report that the core or its plugin offers, as the plugin lays it out.
import type { ReportFormat } from "@contract/manifest_pb";
import type { Sector } from "@contract/sector_service_pb";
import { reports, sectors } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey, comparedAsOf } from "../clocks";
import { DocumentView } from "../document/document_view";
import { exportsOfReport } from "../export/report";
import { address, go, withOptions } from "../navigation";
import { Answered } from "../parts/answered";
import { PageHead } from "../parts/page_head";
import { language, t } from "../words/words";
import { SectorPlans } from "./sector_plans";

const FIRST = "progress";

function FormatChoice({ formats, chosen }: { formats: ReportFormat[]; chosen: string }) {
  const choose = (event: Event) => go(withOptions({ format: (event.currentTarget as HTMLSelectElement).value }));
  const described = formats.find(({ id }) => id === chosen)?.description;
  return (
    <div class="format-choice not-in-pictures">
      <label class="inline">
        {t("format")}
        <select value={chosen} onChange={choose}>
          {formats.map(({ id, title }) => <option key={id} value={id}>{title || id}</option>)}
        </select>
      </label>
      {described && <p>{described}</p>}
    </div>
  );
}

function useSector(id: string) {
  const key = asOfKey();
  const answer = useAnswer(key && `sectors|${key}`, (signal) => sectors.listSectors({ asOf: asOf() }, { signal }));
  const sector: Sector | undefined = answer.value?.sectors.find(({ name }) => name === `sectors/${id}`);
  return { answer, sector };
}

export function SectorPage({ page: { sector: id } }: { page: { sector: string } }) {
  const { sector } = useSector(id);
  const format = address.value.options.format ?? FIRST;
  const { compared } = address.value;
  const comparison = format === "comparison" && compared ? { comparedWith: comparedAsOf(compared) } : {};
  const request = { sector: id, format, asOf: asOf(), language: language.value, ...comparison };
  const key = asOfKey();
  const answer = useAnswer(key && `sector ${id} ${format}|${key}|${language.value}|${comparison.comparedWith ? compared : ""}`,
    (signal) => reports.getReport(request, { signal }));
  return (
    <>
      <PageHead title={sector?.title || id} subtitle={sector?.ownerBody} exports={exportsOfReport(`sheaf-${id}-${format}`, request)} />
      {sector && <FormatChoice formats={sector.reportFormats} chosen={format} />}
      <SectorPlans sector={id} />
      <Answered answer={answer}>
        {(document) => <DocumentView document={document} />}
      </Answered>
    </>
  );
}
