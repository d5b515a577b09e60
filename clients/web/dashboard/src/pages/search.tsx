// What is found by its words: lines, KPIs and decisions.
import { useRef } from "preact/hooks";
import { SearchKind, type SearchHit } from "@contract/search_service_pb";
import { pageOfRecord } from "../address";
import { usePagesOf } from "../api/pages_of";
import { SearchReader } from "../api/search_reader";
import { asOf, asOfKey } from "../clocks";
import { exportName } from "../export/name";
import { exportsOfTables, type ShownTable } from "../export/table";
import { address, Link, at, withOptions } from "../navigation";
import { Answered } from "../parts/answered";
import { Outdated } from "../parts/outdated";
import { PageHead } from "../parts/page_head";
import { date, language, t } from "../words/words";
import type { Words } from "../words/en";
import "../style/records.css";

const HITS_A_PAGE = 20;
// More are not counted.
const MOST_COUNTED = 1000;

const KINDS: { kind: SearchKind; id: string; one: keyof Words; many: keyof Words }[] = [
  { kind: SearchKind.LINE_HIT, id: "line", one: "hitLine", many: "hitLines" },
  { kind: SearchKind.KPI_HIT, id: "kpi", one: "hitKpi", many: "hitKpis" },
  { kind: SearchKind.DECISION_HIT, id: "decision", one: "hitDecision", many: "hitDecisions" },
];

function kindWord(kind: SearchKind): string {
  const found = KINDS.find((one) => one.kind === kind);
  return found ? t(found.one) : "";
}

function countText(total: number, query: string): string {
  if (total >= MOST_COUNTED) return t("hitsForMany", { count: total, query });
  return total === 1 ? t("hitsForOne", { query }) : t("hitsFor", { count: total, query });
}

// "EN-APG-001" of a line or a KPI; of a decision the line that it is reported for.
function codeOfHit({ resource }: SearchHit): string {
  return resource.split("/")[3] ?? "";
}

function Hit({ hit }: { hit: SearchHit }) {
  const page = pageOfRecord(hit.resource);
  const title = hit.title || codeOfHit(hit);
  return (
    <li>
      <p class="hit-title"><span class="hit-kind">{kindWord(hit.kind)}</span> {page ? <Link to={at(page)}>{title}</Link> : title}</p>
      <p class="hit-foot">{codeOfHit(hit)} · {hit.context}{hit.date && ` · ${date(hit.date)}`}</p>
    </li>
  );
}

function hitsTable(hits: SearchHit[]): ShownTable {
  const columns = [t("kind"), t("code"), t("title"), t("foundIn"), t("sector"), t("date"), t("record")];
  const rows = hits.map((hit) => [kindWord(hit.kind), codeOfHit(hit), hit.title, hit.context, hit.sector, hit.date, hit.resource]);
  return { title: t("searchTitle"), columns, rows };
}

function KindChoice() {
  const chosen = address.value.options.kind ?? "";
  const item = (id: string, word: string) => <li key={id}><Link to={withOptions({ kind: id })} current={chosen === id}>{word}</Link></li>;
  return <ul class="kind-choice" aria-label={t("kind")}>{item("", t("all"))}{KINDS.map(({ id, many }) => item(id, t(many)))}</ul>;
}

function Found({ query }: { query: string }) {
  const { kind = "" } = address.value.options;
  const key = asOfKey();
  const reader = useRef<SearchReader>();
  const kinds = KINDS.filter(({ id }) => id === kind).map((one) => one.kind);
  const begin = () => (reader.current = new SearchReader({ query, kinds, asOf: asOf(), language: language.value }));
  const listing = usePagesOf(key && `search ${JSON.stringify([query, kind, language.value])}|${key}`, begin, HITS_A_PAGE);
  const hits = listing.answer.value?.flat() ?? [];
  return (
    <>
      <PageHead title={t("searchTitle")} subtitle={t("searchHint")} exports={exportsOfTables(exportName("search"), () => [hitsTable(hits)])} />
      <KindChoice />
      <Outdated listing={listing} />
      <Answered answer={listing.answer}>
        {() => (
          <section aria-labelledby="found-title">
            <h2 id="found-title" role="status">{hits.length === 0 ? t("nothingFound") : countText(reader.current?.total ?? hits.length, query)}</h2>
            <ul class="hits">{hits.map((hit) => <Hit key={`${hit.kind} ${hit.resource}`} hit={hit} />)}</ul>
            {!listing.ended && <button type="button" class="more" disabled={listing.loading} onClick={listing.more}>{t("more")}</button>}
          </section>
        )}
      </Answered>
    </>
  );
}

export function SearchPage() {
  const query = (address.value.options.q ?? "").trim();
  if (query) return <Found query={query} />;
  return (
    <>
      <PageHead title={t("searchTitle")} subtitle={t("searchHint")} />
      <p>{t("searchEmpty")}</p>
    </>
  );
}
