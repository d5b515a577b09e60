// Which page an address shows. Those that are not opened first are fetched when they are.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Page } from "../address";
import { retries } from "../api/live";
import { ProblemView } from "../parts/problem_view";
import { t } from "../words/words";
import { OverviewPage } from "./overview";

type PageView = ComponentType<{ page: never }>;

const pages: Partial<Record<Page["kind"], () => Promise<PageView>>> = {
  sector: async () => (await import("./sector")).SectorPage as PageView,
  plan: async () => (await import("./plan")).PlanPage as PageView,
  line: async () => (await import("./line")).LinePage as PageView,
  kpi: async () => (await import("./kpi")).KpiPage as PageView,
  states: async () => (await import("./states")).StatesPage as PageView,
  state: async () => (await import("./state")).StatePage as PageView,
  lines: async () => (await import("./lines")).LinesPage as PageView,
  findings: async () => (await import("./whole_report")).FindingsPage as PageView,
  coverage: async () => (await import("./whole_report")).CoveragePage as PageView,
  changes: async () => (await import("./changes")).ChangesPage as PageView,
  search: async () => (await import("./search")).SearchPage as PageView,
};

const fetched = new Map<Page["kind"], PageView>();

function usePageView(kind: Page["kind"]): PageView | "failed" | undefined {
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState<Page["kind"]>();
  const attempt = retries.value;
  useEffect(() => {
    const load = pages[kind];
    setFailed(undefined);
    if (!load || fetched.has(kind)) return;
    load().then((view) => (fetched.set(kind, view), redraw((n) => n + 1)), () => setFailed(kind));
  }, [kind, attempt]);
  return failed === kind ? "failed" : fetched.get(kind);
}

export function PageOf({ page }: { page: Page }) {
  const View = usePageView(page.kind);
  if (page.kind === "overview") return <OverviewPage />;
  if (page.kind === "unknown") return <ProblemView problem={{ kind: "absent", text: page.path }} />;
  if (View === "failed") return <ProblemView problem={{ kind: "unreachable", text: "" }} />;
  if (!View) return <p class="waiting" role="status">{t("loading")} …</p>;
  return <View page={page as never} key={JSON.stringify(page)} />;
}
