// Pages that are one report of the core, as it is.
import type { Words } from "../words/en";
import { reports } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { DocumentView } from "../document/document_view";
import { exportsOfReport } from "../export/report";
import { Answered } from "../parts/answered";
import { PageHead } from "../parts/page_head";
import { language, t } from "../words/words";

function WholeReport({ format, title }: { format: string; title: keyof Words }) {
  const request = { format, asOf: asOf(), language: language.value };
  const key = asOfKey();
  const answer = useAnswer(key && `${format}|${key}|${language.value}`, (signal) => reports.getReport(request, { signal }));
  return (
    <>
      <PageHead title={t(title)} exports={exportsOfReport(`sheaf-${format}`, request)} />
      <Answered answer={answer}>
        {(document) => <DocumentView document={document} />}
      </Answered>
    </>
  );
}

export const FindingsPage = () => <WholeReport format="findings" title="findings" />;
export const CoveragePage = () => <WholeReport format="coverage" title="coverage" />;
