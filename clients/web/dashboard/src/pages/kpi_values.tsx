// Every value of a KPI that is recorded, also what was taken back; and the years without one.
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { useState } from "preact/hooks";
import type { Observation } from "@contract/kpi_pb";
import { KINDS } from "../charts/kpi_chart";
import { missingText } from "../document/cell_text";
import { hasChanged } from "../api/live";
import { RecordsDialog } from "../parts/records_dialog";
import { missingYears, yearsText, type KpiFigures } from "../records/figures";
import type { StateNames } from "../records/state_names";
import { number, t, time } from "../words/words";

const ROWS_AT_ONCE = 100;

// The latest period first; of one period the region before the states.
export function inOrder(observations: Observation[]): Observation[] {
  return [...observations].sort((a, b) =>
    b.period.localeCompare(a.period) || a.memberState.localeCompare(b.memberState) || Number(b.revision - a.revision));
}

function ValueRow({ one, names }: { one: Observation; names: StateNames }) {
  const missing = one.value === undefined;
  const text = missing ? missingText(one.missing) : number(one.value!);
  const from = [one.source, one.sourceRef].filter(Boolean).join(" · ");
  return (
    <tr class={one.withdrawnReason ? "gone" : ""}>
      <th scope="row">{one.period || t("notStated")}</th>
      <td>{names.of(one.memberState)}</td>
      <td class={missing ? "numeric missing" : "numeric"}>
        <RecordsDialog text={text} label={`${one.period} ${names.of(one.memberState)}`} records={[one.name]} />
        {hasChanged(one.name) && <span class="changed">{t("changedNow")}</span>}
      </td>
      <td>{t(KINDS[one.kind])}</td>
      <td>{one.edition || t("editionNotStated")}</td>
      <td>
        {from} {one.note && <small>{one.note}</small>}
        {one.withdrawnReason && <span class="fate">{t("takenBackMark")}: {one.withdrawnReason}</span>}
      </td>
      <td><small>{one.commitTime && time(timestampDate(one.commitTime))} · {one.actor}</small></td>
    </tr>
  );
}

export function Values({ figures, names }: { figures: KpiFigures; names: StateNames }) {
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const rows = inOrder(figures.observations);
  const missing = missingYears(figures);
  return (
    <section class="section" aria-labelledby="values-title">
      <h2 id="values-title">{t("values")}</h2>
      {missing.length > 0 && <p class="missing-years">{t("missingYears", { years: yearsText(missing) })}</p>}
      {rows.length === 0 ? <p>{t("noValues")}</p> : (
        <div class="scroll" role="region" aria-label={t("values")} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("period")}</th><th scope="col">{t("memberState")}</th><th scope="col" class="numeric">{t("value")}</th><th scope="col">{t("kind")}</th>
                <th scope="col">{t("edition")}</th><th scope="col">{t("source")}</th><th scope="col">{t("recordedOn")}</th>
              </tr>
            </thead>
            <tbody>{rows.slice(0, shown).map((one) => <ValueRow key={one.name} one={one} names={names} />)}</tbody>
          </table>
        </div>
      )}
      {rows.length > shown && <button type="button" class="more" onClick={() => setShown(shown + ROWS_AT_ONCE)}>{t("more")} ({number(rows.length - shown)})</button>}
    </section>
  );
}
