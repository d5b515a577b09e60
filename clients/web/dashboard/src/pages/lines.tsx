// The lines behind a figure, or whatever else the reader narrows the lines of all plans down to.
import { useEffect, useState } from "preact/hooks";
import type { Line } from "@contract/plan_pb";
import { plans } from "../api/clients";
import { useAnswer } from "../api/call";
import { CLASS_IDS, LineReader, type LineFilter } from "../api/lines_with_class";
import { usePagesOf } from "../api/pages_of";
import { asOf, asOfKey } from "../clocks";
import { linesTable } from "../export/lines";
import { exportName } from "../export/name";
import { exportsOfTables } from "../export/table";
import { address } from "../navigation";
import { Answered } from "../parts/answered";
import { LinesTable } from "../parts/lines_table";
import { Outdated } from "../parts/outdated";
import { PageHead } from "../parts/page_head";
import { planOf } from "../records/line_tree";
import { spelledOut } from "../records/spelled_out";
import { titleOfPlan } from "../records/titles";
import { CLASS_WORDS, STATES } from "../records/vocabulary";
import { t } from "../words/words";
import { LinesFilter } from "./lines_filter";
import "../style/records.css";

const ROWS_A_PAGE = 50;
const MOST_PLANS = 1000;

function listed(option: string | undefined): string[] {
  return (option ?? "").split(",").filter(Boolean);
}

// A class that is none is left out, as everything in an address that is not understood.
export function filterOf(options: Record<string, string>): LineFilter {
  const classes = listed(options.class);
  return {
    sectors: listed(options.sector),
    levels: listed(options.level),
    states: listed(options.state),
    memberStates: listed(options.member),
    headlineClasses: CLASS_IDS.filter(([id]) => classes.includes(id)).map(([, one]) => one),
    overdue: options.overdue === "1",
  };
}

// Only what narrows the list down: other options are for other pages.
function questionOf(options: Record<string, string>): string {
  return JSON.stringify(["plan", "sector", "class", "state", "member", "overdue", "level"].map((name) => options[name] ?? ""));
}

function stateText(id: string): string {
  const state = Object.values(STATES).find((one) => one.id === id);
  return state ? t(state.word) : id;
}

// In words, for who sees the list without its form.
function filterText(options: Record<string, string>, titles: Map<string, string>): string {
  const texts = [
    ...listed(options.sector), options.plan && (titles.get(options.plan) ?? options.plan),
    ...CLASS_IDS.filter(([id]) => listed(options.class).includes(id)).map(([id]) => t(CLASS_WORDS[id])),
    ...listed(options.state).map(stateText),
    ...listed(options.member), ...listed(options.level).map(spelledOut), options.overdue === "1" && t("overdueOnly"),
  ];
  const text = texts.filter(Boolean).join(", ");
  return text && t("filteredBy", { filter: text });
}

function Pager({ page, pages, ended, loading, show }: { page: number; pages: number; ended: boolean; loading: boolean; show: (page: number) => void }) {
  const last = ended && page === pages - 1;
  if (page === 0 && last) return null;
  return (
    <div class="pager" role="navigation" aria-label={t("pages")}>
      <button type="button" class="quiet" disabled={page === 0 || loading} onClick={() => show(page - 1)}>{t("previous")}</button>
      <span>{t("page", { number: page + 1 })}</span>
      <button type="button" class="quiet" disabled={last || loading} onClick={() => show(page + 1)}>{t("next")}</button>
    </div>
  );
}

function countText(page: number, shown: number, ended: boolean): string {
  if (page === 0) return ended ? t("found", { count: shown }) : t("shownOfMore", { count: shown });
  return t("rangeShown", { from: page * ROWS_A_PAGE + 1, to: page * ROWS_A_PAGE + shown });
}

export function LinesPage() {
  const { options } = address.value;
  const key = asOfKey();
  const question = questionOf(options);
  const all = useAnswer(key && `all plans|${key}`, (signal) => plans.listPlans({ asOf: asOf(), pageSize: MOST_PLANS }, { signal }));
  const begin = () => new LineReader({ parent: `plans/${options.plan || "-"}`, asOf: asOf(), filter: filterOf(options) }, (asked, signal) => plans.listLines(asked, { signal }));
  const listing = usePagesOf(key && `list ${question}|${key}`, begin, ROWS_A_PAGE);
  const [page, setPage] = useState(0);
  useEffect(() => setPage(0), [question]);
  const show = (wanted: number) => {
    if (wanted >= (listing.answer.value?.length ?? 0)) listing.more();
    setPage(wanted);
    document.getElementById("list-title")?.focus();
  };
  const titles = new Map(all.value?.plans.map((plan) => [plan.name.replace("plans/", ""), titleOfPlan(plan)]));
  const columns = { label: t("lines"), level: ({ level }: Line) => spelledOut(level), isHeading: () => false, plan: (line: Line) => titles.get(planOf(line)) ?? planOf(line), parent: true };
  return (
    <>
      <PageHead title={t("lines")} subtitle={filterText(options, titles)} exports={exportsOfTables(exportName("lines"), () => [linesTable(listing.answer.value?.flat() ?? [])])} />
      <LinesFilter plans={all.value?.plans ?? []} />
      <Outdated listing={listing} />
      <Answered answer={listing.answer}>
        {(pages) => {
          const lines = pages[page];
          // The page that was asked for is on its way.
          if (!lines) return <p class="waiting" role="status">{t("loading")} …</p>;
          const last = listing.ended && page === pages.length - 1;
          return (
            <section class="section" aria-labelledby="list-title">
              <h2 id="list-title" tabIndex={-1}><span role="status">{lines.length === 0 && last ? t("nothingFound") : countText(page, lines.length, last)}</span></h2>
              {lines.length > 0 && <LinesTable lines={lines.map((item) => ({ item, depth: 0 }))} columns={columns} />}
              <Pager page={page} pages={pages.length} ended={listing.ended} loading={listing.loading} show={show} />
            </section>
          );
        }}
      </Answered>
    </>
  );
}
