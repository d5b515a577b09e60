// A member state: what it has signed, ratified, applied and reported, and what is due.
import type { MemberState } from "@contract/member_state_pb";
import { memberStates, reports } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { DocumentView } from "../document/document_view";
import { exportsOfReport } from "../export/report";
import { Answered } from "../parts/answered";
import { PageHead } from "../parts/page_head";
import { date, language, t } from "../words/words";

function membership({ joined, left }: MemberState): string {
  const since = t("joined", { date: date(joined) });
  return left ? `${since}, ${t("left", { date: date(left) })}` : since;
}

function useMemberState(code: string): MemberState | undefined {
  const key = asOfKey();
  const answer = useAnswer(key && `states|${key}`, (signal) => memberStates.listMemberStates({ asOf: asOf() }, { signal }));
  return answer.value?.memberStates.find(({ name }) => name === `memberStates/${code}`);
}

export function StatePage({ page: { state: code } }: { page: { state: string } }) {
  const state = useMemberState(code);
  const request = { format: "member-state", memberState: code, asOf: asOf(), language: language.value };
  const key = asOfKey();
  const answer = useAnswer(key && `state ${code}|${key}|${language.value}`, (signal) => reports.getReport(request, { signal }));
  return (
    <>
      <PageHead title={state?.shortTitle || state?.title || code} subtitle={state && membership(state)}
        exports={exportsOfReport(`sheaf-${code}`, request)} />
      <Answered answer={answer}>
        {(document) => <DocumentView document={document} />}
      </Answered>
    </>
  );
}
