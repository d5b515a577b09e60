// The plans of a sector, as links.
import { plans } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { at, Link } from "../navigation";
import { language, t } from "../words/words";

export function SectorPlans({ sector }: { sector: string }) {
  const key = asOfKey();
  const answer = useAnswer(key && `plans of ${sector}|${key}`, (signal) =>
    plans.listPlans({ asOf: asOf(), filter: { sectors: [sector] }, pageSize: 100 }, { signal }));
  const found = answer.value?.plans ?? [];
  if (found.length === 0) return null;
  return (
    <p class="plan-links">
      {t("plans")}:{" "}
      {found.map(({ name, title, titles }, i) => (
        <span key={name}>
          {i > 0 && " · "}
          <Link to={at({ kind: "plan", plan: name.replace("plans/", "") })}>{titles[language.value] ?? title}</Link>
        </span>
      ))}
    </p>
  );
}
