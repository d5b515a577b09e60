#include "server/reports/render/html_style.h"

namespace sheaf::reports {
namespace {

constexpr std::string_view kStyle = R"css(
:root {
  --ink: #1b2733; --soft: #55616e; --line: #d6dce2; --rule: #aeb8c2; --faint: #f4f6f8;
  --accent: #17456b; --good: #17633c; --good-ground: #e4f3ea; --caution: #7a4b00;
  --caution-ground: #fdf1d8; --bad: #9b1c24; --bad-ground: #fbe7e7;
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: #fff; color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans",
    Arial, sans-serif;
}
.page { max-width: 74rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
a { color: var(--accent); }
code { font-family: ui-monospace, "Liberation Mono", Menlo, Consolas, monospace; font-size: .85em;
  overflow-wrap: anywhere; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.35rem); line-height: 1.18; margin: 0;
  letter-spacing: -.015em; text-wrap: balance; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 1rem; letter-spacing: -.01em; }
p { margin: 0 0 1rem; max-width: 46rem; }
header { border-bottom: 3px solid var(--accent); padding-bottom: 1.25rem; margin-bottom: 2.5rem; }
.subtitle { color: var(--soft); font-size: 1.1rem; margin: .5rem 0 0; }
.clocks { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: 1.1rem 0 0; font-size: .9rem; }
.clocks div { display: flex; gap: .5rem; }
.clocks dt { color: var(--soft); white-space: nowrap; }
.clocks dd { margin: 0; font-variant-numeric: tabular-nums; }
section { margin-bottom: 3rem; }
.unavailable { border-left: 4px solid var(--caution); background: var(--caution-ground);
  padding: .75rem 1rem; }

nav { display: none; }
@media screen and (min-width: 70rem) {
  .page { max-width: 88rem; display: grid; grid-template-columns: 11rem minmax(0, 1fr);
    gap: 1.75rem; padding: 3rem 1.1rem 5rem; }
  nav { display: block; position: sticky; top: 2rem; align-self: start; font-size: .9rem;
    max-height: calc(100vh - 4rem); overflow-y: auto; }
  nav p { color: var(--soft); font-weight: 600; margin: 0 0 .5rem; }
  nav ol { list-style: none; margin: 0; padding: 0; border-left: 2px solid var(--line); }
  nav a { display: block; padding: .28rem .9rem; color: var(--ink); text-decoration: none; }
  nav a:hover, nav a:focus-visible { color: var(--accent); text-decoration: underline; }
}

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .9rem;
  margin: 0 0 1.75rem; }
.card { border: 1px solid var(--line); border-top: 3px solid var(--accent); border-radius: 4px;
  padding: .8rem 1rem .9rem; display: flex; flex-direction: column; }
.card dt { color: var(--soft); font-size: .88rem; line-height: 1.35; }
.card dd { margin: .25rem 0 0; font-size: 1.7rem; line-height: 1.2; font-weight: 650;
  letter-spacing: -.01em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.card .counts { display: block; font-size: .95rem; font-weight: 400; letter-spacing: 0; }
.card dd.missing { font-size: 1.2rem; font-weight: 400; }
.card dd.detail { font-size: .88rem; line-height: 1.4; font-weight: 400; color: var(--soft);
  letter-spacing: 0; }
.card .good { color: var(--good); }
.card .caution { color: var(--caution); }
.card .bad { color: var(--bad); }
.counts, .muted, .missing { color: var(--soft); }

.table { margin: 0 0 2rem; }
.scroll { overflow: auto; width: fit-content; max-width: 100%; max-height: 85vh; position: relative;
  border-bottom: 1px solid var(--rule);
  background: linear-gradient(to left, #fff 50%, transparent) right / 2rem 100% no-repeat local,
    linear-gradient(to left, #c9d1d9, transparent) right / .7rem 100% no-repeat scroll; }
.scroll:focus-visible, .picture:focus-visible { outline: 2px solid var(--accent);
  outline-offset: 2px; }
table { border-collapse: separate; border-spacing: 0; min-width: min(100%, 34rem); font-size: .865rem;
  line-height: 1.4; }
caption, figcaption, .title { text-align: left; font-weight: 650; font-size: 1.02rem;
  padding: 0 0 .5rem; line-height: 1.35; }
th, td { text-align: left; vertical-align: top; padding: .42rem .38rem;
  border-bottom: 1px solid var(--line); font-weight: 400; white-space: pre-line; }
thead th { position: sticky; top: 0; z-index: 1; background: var(--faint); font-weight: 600;
  vertical-align: bottom; border-top: 2px solid var(--ink); border-bottom: 1px solid var(--rule); }
thead .unit { display: block; font-weight: 400; color: var(--soft); font-size: .92em; }
th.long { min-width: 11rem; }
th.very { min-width: 17rem; }
.wide th, .wide td { padding: .42rem .3rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media screen and (min-width: 40rem) {
  tbody th { position: sticky; left: 0; background: #fff; }
  thead th:first-child { left: 0; z-index: 2; }
}
.numeric { text-align: right; font-variant-numeric: tabular-nums; }
th.numeric, td.numeric { padding-right: .9rem; }
td.numeric, td.date, .short { white-space: nowrap; }
td .percent { display: inline-block; }
td .counts { display: inline-block; min-width: 5.4em; font-size: .93em; }
tbody tr:last-child > * { border-bottom-color: transparent; }
tbody + tbody tr:first-child > * { border-top: 1px solid var(--rule); }
tbody tr:hover > * { background: #f8fafb; }
.group th { font-weight: 650; }
tr.group > *, tr.group > th { background: #eaf0f5; }
tr.total > * { font-weight: 650; border-top: 1.5px solid var(--ink); }
tr.total .counts { font-weight: 400; }
.depth-1 { padding-left: 1.7rem; }
.depth-2 { padding-left: 2.7rem; }
.depth-3 { padding-left: 3.7rem; }
.depth-4 { padding-left: 4.7rem; }
.depth-5 { padding-left: 5.7rem; }
.depth-6 { padding-left: 6.7rem; }
.mark { display: inline-block; border-radius: 3px; padding: 0 .35rem; margin: 0 -.35rem; }
.good .mark { color: var(--good); background: var(--good-ground); }
.caution .mark { color: var(--caution); background: var(--caution-ground); }
.bad .mark { color: var(--bad); background: var(--bad-ground); font-weight: 600; }
td.missing { font-style: italic; }
sup { line-height: 0; font-size: .78em; margin-left: .15em; }
sup + sup { margin-left: .4em; }
.numeric:not(.missing) sup:only-of-type { position: absolute; }
.notes { margin: .5rem 0 0; padding-left: 1.4rem; font-size: .86rem; color: var(--soft);
  max-width: 52rem; }
.notes li { margin-bottom: .15rem; }
.notes li:target { background: var(--caution-ground); color: var(--ink); }

figure { margin: 0 0 2rem; }
.picture { overflow-x: auto; }
.picture svg { display: block; width: 100%; min-width: 34rem; max-width: 48rem; height: auto; }
svg text { font-size: 12px; fill: var(--ink); font-variant-numeric: tabular-nums; }
svg .tick { fill: var(--soft); }
svg .axis-title { fill: var(--soft); font-size: 12px; }
svg .value { font-weight: 600; }
svg .inside { paint-order: stroke; stroke: #fff; stroke-width: 3.5px; stroke-linejoin: round; }
svg .grid { stroke: #e3e8ec; }
svg .base { stroke: var(--ink); stroke-width: 1.2; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: 0 0 .5rem;
  padding: 0; font-size: .88rem; }
.legend li { display: flex; align-items: center; }
.legend svg { width: 26px; height: 14px; margin-right: .45rem; flex: none; }
details { margin-top: .4rem; font-size: .9rem; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
details .table { margin: .6rem 0 0; max-width: 48rem; }

.findings { list-style: none; margin: 0 0 2rem; padding: 0; border-top: 1px solid var(--line); }
.findings li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: 1rem;
  padding: .7rem 0; border-bottom: 1px solid var(--line); }
.findings p { margin: 0; max-width: 52rem; }
.findings .origin { font-size: .84rem; color: var(--soft); margin-top: .2rem; }
.findings .sector { font-weight: 600; }
.severity { justify-self: start; align-self: start; border-radius: 3px; padding: .08rem .5rem;
  font-size: .84rem; font-weight: 600; color: var(--accent); background: #e6eef5; }
.warning .severity { color: var(--caution); background: var(--caution-ground); }
.error .severity { color: #fff; background: var(--bad); }

footer { border-top: 1px solid var(--rule); padding-top: 2rem; font-size: .9rem; }
footer h2 { font-size: 1.1rem; margin-bottom: .6rem; }
footer section { margin-bottom: 1.75rem; }
footer dl { margin: 0; display: grid; grid-template-columns: minmax(9rem, max-content) 1fr;
  gap: .3rem 1.25rem; max-width: 60rem; }
footer dd { margin: 0; color: var(--soft); }
footer ul { margin: 0; padding-left: 1.2rem; color: var(--soft); }

@media (max-width: 40rem) {
  .page { padding: 1.25rem 1rem 3rem; }
  .cards { grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; }
  .card { padding: .6rem .75rem .7rem; }
  .card dd { font-size: 1.4rem; }
  .scroll { max-height: none; }
  th.long, th.very { min-width: 7rem; }
  .findings li { grid-template-columns: minmax(0, 1fr); gap: .35rem; }
  footer dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  footer dd { margin-bottom: .6rem; }
}

/* A table of many columns, on a telephone: a row is its head and, below, each figure under its title. */
@media screen and (max-width: 40rem) {
  .stacked .scroll { width: auto; background: none; }
  .stacked thead + tbody { border-top: 2px solid var(--ink); }
  .stacked table, .stacked tbody { display: block; min-width: 0; }
  .stacked caption { display: block; }
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .stacked tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.2rem, 1fr));
    gap: .45rem .9rem; padding: .65rem 0 .75rem; border-bottom: 1px solid var(--line); }
  .stacked tbody tr > * { display: block; border: 0 !important; padding: 0; text-align: left;
    white-space: pre-line; overflow-wrap: anywhere; min-width: 0; background: none; }
  .stacked tbody th, .stacked td.wordy { grid-column: 1 / -1; }
  .stacked tbody th { font-weight: 600; }
  .stacked td:empty { display: none; }
  .stacked td::before { content: attr(data-of); display: block; color: var(--soft);
    font-size: .92em; font-style: normal; font-weight: 400; line-height: 1.3; }
  .stacked tr.group, .stacked tr.total { padding-left: .5rem; padding-right: .5rem; }
  .stacked tr.group { background: #eaf0f5; }
  .stacked tr.total { background: var(--faint); border-top: 1.5px solid var(--ink); }
  .stacked .depth-1 { padding-left: .7rem; }
  .stacked .depth-2 { padding-left: 1.4rem; }
  .stacked .depth-3, .stacked .depth-4, .stacked .depth-5, .stacked .depth-6 { padding-left: 2.1rem; }
  .stacked td .counts { display: block; min-width: 0; }
  .stacked .numeric sup { position: static !important; }
}

@page { size: A4; margin: 16mm 14mm; }
@page across { size: A4 landscape; margin: 14mm; }
@media print {
  html { font-size: 9.5pt; }
  .page { max-width: none; padding: 0; }
  header { margin-bottom: 1.5rem; }
  section { margin-bottom: 1.5rem; }
  h2, caption, figcaption { break-after: avoid; }
  tr, figure, .card, .findings li { break-inside: avoid; }
  thead { display: table-header-group; }
  thead th { position: static; }
  .scroll { overflow: visible; max-height: none; width: auto; }
  table { font-size: 8pt; }
  th, td { padding: .25rem .4rem; }
  th.long, th.very { min-width: 4.2cm; }
  body:has(.wide) { page: across; }
  .wide table { font-size: 7pt; }
  .wide th, .wide td { padding: .2rem .25rem; }
  .wide th.long, .wide th.very { min-width: 2.4cm; }
  td.numeric, td.short { white-space: normal; }
  th.numeric, td.numeric { padding-right: .6rem; }
  td.missing { white-space: pre-line; }
  td .percent { display: block; }
  td .counts { display: inline; }
  details:not([open]) { display: none; }
  tr.group { break-after: avoid; }
  footer { font-size: 7.5pt; }
  footer dl { display: block; columns: 2; column-gap: 9mm; max-width: none; }
  footer dt { break-after: avoid; }
  footer dd { margin: 0 0 .35rem; line-height: 1.4; }
  .card dd { font-size: 1.4rem; }
  .card dd.detail { font-size: .88rem; }
  .picture svg { min-width: 0; max-width: 15cm; }
  a { color: inherit; text-decoration: none; }
  .severity, .mark, tr.group > *, thead th { print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace

std::string_view HtmlStyle() { return kStyle.substr(1); }

}  // namespace sheaf::reports
