// What the list of lines is narrowed down to: a form that writes the address, which the list reads.
import type { Plan } from "@contract/plan_pb";
import { sectors } from "../api/clients";
import { useAnswer } from "../api/call";
import { CLASS_IDS } from "../api/lines_with_class";
import { asOf, asOfKey } from "../clocks";
import { address, at, go, Link } from "../navigation";
import { spelledOut } from "../records/spelled_out";
import { useStateNames } from "../records/state_names";
import { titleOfPlan } from "../records/titles";
import { CLASS_WORDS, STATES } from "../records/vocabulary";
import { t } from "../words/words";
import type { Words } from "../words/en";

interface Choice {
  value: string;
  text: string;
}

// A value of the address that is none of the choices stays one: the list is narrowed down by it.
function Choose({ name, word, choices }: { name: string; word: keyof Words; choices: Choice[] }) {
  const chosen = address.value.options[name] ?? "";
  const foreign = chosen !== "" && !choices.some(({ value }) => value === chosen);
  return (
    <label>
      {t(word)}
      <select name={name} defaultValue={chosen} key={`${chosen} ${choices.length}`}>
        <option value="">{t("all")}</option>
        {foreign && <option value={chosen} selected>{chosen.split(",").map(spelledOut).join(", ")}</option>}
        {choices.map(({ value, text }) => <option key={value} value={value} selected={value === chosen}>{text}</option>)}
      </select>
    </label>
  );
}

// The levels of the one sector that is chosen, or whose plan is.
function useLevels(plans: Plan[]): Choice[] {
  const { options } = address.value;
  const plan = plans.find(({ name }) => name === `plans/${options.plan}`);
  const sector = plan?.sector || (options.sector && !options.sector.includes(",") && options.sector !== "-" ? options.sector : "");
  const key = asOfKey();
  const answer = useAnswer(key && sector ? `manifest ${sector}|${key}` : "", (signal) => sectors.getManifest({ name: `sectors/${sector}`, asOf: asOf() }, { signal }));
  if (answer.value) return answer.value.levels.map(({ id, title }) => ({ value: id, text: title || spelledOut(id) }));
  return plan?.levels.map(({ id }) => ({ value: id, text: spelledOut(id) })) ?? [];
}

function useSectors(): Choice[] {
  const key = asOfKey();
  const answer = useAnswer(key && `sectors|${key}`, (signal) => sectors.listSectors({ asOf: asOf() }, { signal }));
  const known = answer.value?.sectors.map(({ name, title }) => ({ value: name.replace("sectors/", ""), text: title || name })) ?? [];
  return [...known, { value: "-", text: t("noSector") }];
}

export function LinesFilter({ plans }: { plans: Plan[] }) {
  const names = useStateNames();
  const levels = useLevels(plans);
  const sectorChoices = useSectors();
  const { options } = address.value;
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const chosen = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    go(at({ kind: "lines" }, chosen));
  };
  return (
    <form class="lines-filter not-in-pictures" onSubmit={apply} aria-label={t("filter")}>
      <Choose name="sector" word="sector" choices={sectorChoices} />
      <Choose name="plan" word="plan" choices={plans.map((plan) => ({ value: plan.name.replace("plans/", ""), text: titleOfPlan(plan) }))} />
      <Choose name="class" word="anyClass" choices={CLASS_IDS.map(([value]) => ({ value, text: t(CLASS_WORDS[value]) }))} />
      <Choose name="state" word="state" choices={Object.values(STATES).map(({ id, word }) => ({ value: id, text: t(word) }))} />
      <Choose name="member" word="memberState" choices={[...names.byCode].map(([value, text]) => ({ value, text }))} />
      {(levels.length > 0 || options.level) && <Choose name="level" word="level" choices={levels} />}
      <label class="inline"><input type="checkbox" name="overdue" value="1" checked={options.overdue === "1"} /> {t("overdueOnly")}</label>
      <p class="actions">
        <button type="submit">{t("applyFilter")}</button>
        {Object.values(options).some(Boolean) && <Link to={at({ kind: "lines" })}>{t("clearFilter")}</Link>}
      </p>
    </form>
  );
}
