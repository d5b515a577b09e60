// Every page there is, with a heading or a figure by which one knows that it is there.
export interface Sample {
  name: string;
  path: string;
  shows: string | RegExp;
}

export const EVERY_PAGE: Sample[] = [
  { name: "overview", path: "/", shows: "Sectors side by side" },
  { name: "sector-energy", path: "/sectors/energy", shows: "Energy" },
  { name: "sector-transport", path: "/sectors/transport", shows: "Transport" },
  { name: "plan", path: "/plans/energy", shows: /EN-APG/ },
  { name: "line", path: "/plans/energy/lines/EN-APG-001", shows: "EN-APG-001" },
  { name: "line-of-states", path: "/plans/transport/lines/TR-F-007", shows: "Status by member state" },
  { name: "kpi", path: "/sectors/energy/kpis/EN-K-01", shows: "Targets" },
  { name: "member-states", path: "/member-states", shows: "Viet Nam" },
  { name: "member-state", path: "/member-states/VNM", shows: "Viet Nam" },
  { name: "lines", path: "/lines?plan=energy&class=completed", shows: /EN-/ },
  { name: "overdue", path: "/lines?overdue=1", shows: /EN-APG/ },
  { name: "findings", path: "/findings", shows: "Warning" },
  { name: "coverage", path: "/coverage", shows: "KPI coverage" },
  { name: "changes", path: "/changes?with=2022-12-31", shows: "Changes" },
  { name: "search", path: "/search?q=power%20grid", shows: /EN-APG/ },
];
