// The names of the member states, as ASEAN writes them in tables; a code stands for itself until they are known.
import { memberStates } from "../api/clients";
import { useAnswer } from "../api/call";
import type { MemberState } from "@contract/member_state_pb";
import { asOf, asOfKey, today } from "../clocks";
import { address } from "../navigation";
import { t } from "../words/words";

export interface StateNames {
  of: (code: string) => string;
  byCode: Map<string, string>;
  // Members at the effective date, in the order of their codes.
  members: string[];
}

function isMember({ joined, left }: MemberState, day: string): boolean {
  return joined <= day && (!left || day < left);
}

export function useStateNames(): StateNames {
  const key = asOfKey();
  const answer = useAnswer(key && `states|${key}`, (signal) => memberStates.listMemberStates({ asOf: asOf() }, { signal }));
  const states = answer.value?.memberStates ?? [];
  const codeOf = ({ name }: MemberState) => name.replace("memberStates/", "");
  const byCode = new Map(states.map((state) => [codeOf(state), state.shortTitle || state.title || codeOf(state)]));
  const day = address.value.clocks.effective ?? today();
  return {
    of: (code) => (code === "" ? t("region") : byCode.get(code) ?? code),
    byCode,
    members: states.filter((state) => isMember(state, day)).map(codeOf).sort(),
  };
}
