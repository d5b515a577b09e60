// All member states beside each other.
import { reports } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { Provenance } from "../document/provenance";
import { SectionView } from "../document/section_view";
import { exportsOfReport } from "../export/report";
import { Answered } from "../parts/answered";
import { PageHead } from "../parts/page_head";
import { t } from "../words/words";
import { StateMap } from "./state_map";

export function StatesPage() {
  const request = { format: "member-states", asOf: asOf() };
  const key = asOfKey();
  const answer = useAnswer(key && `member-states|${key}`, (signal) => reports.getReport(request, { signal }));
  return (
    <>
      <PageHead title={t("memberStates")} exports={exportsOfReport("sheaf-member-states", request)} />
      <StateMap />
      <Answered answer={answer}>
        {(document) => (
          <>
            {document.sections.map((section) => <SectionView key={section.id} section={section} />)}
            <Provenance document={document} />
          </>
        )}
      </Answered>
    </>
  );
}
