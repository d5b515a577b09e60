// A section of a document and its blocks.
import type { Block, KeyFigure, Section } from "@contract/document_pb";
import type { Address } from "../address";
import { Link } from "../navigation";
import type { Words } from "../words/en";
import { t } from "../words/words";
import { CellView } from "./cell_view";
import { ChartView } from "./chart_view";
import { FindingsView } from "./findings_view";
import { TableView } from "./table_view";

interface KnownFigure {
  word: keyof Words;
  to?: () => Address;
}

// `known` has the page's own words for the labels of figures, and where those lead that name no records.
export function KeyFiguresView({ figures, known = {} }: { figures: KeyFigure[]; known?: Record<string, KnownFigure> }) {
  return (
    <dl class="key-figures">
      {figures.map(({ label, value, detail }) => {
        const { word, to } = known[label] ?? {};
        const text = word ? t(word) : label;
        const figure = value && <CellView cell={value} label={text} />;
        return (
          <div key={label}>
            <dt>{text}</dt>
            <dd>{to ? <Link to={to()}>{figure}</Link> : figure}{detail && <small>{detail}</small>}</dd>
          </div>
        );
      })}
    </dl>
  );
}

export function BlockView({ block }: { block: Block }) {
  switch (block.kind.case) {
    case "paragraph": return <p>{block.kind.value.text}</p>;
    case "keyFigures": return <KeyFiguresView figures={block.kind.value.figures} />;
    case "table": return <TableView table={block.kind.value} />;
    case "chart": return <ChartView chart={block.kind.value} />;
    case "findings": return <FindingsView findings={block.kind.value.findings} />;
    default: return null;
  }
}

export function SectionView({ section }: { section: Section }) {
  return (
    <section id={section.id} class="section" aria-labelledby={`${section.id}-title`}>
      <h2 id={`${section.id}-title`}>{section.title}</h2>
      {section.unavailable && <p class="unavailable"><strong>{t("unavailable")}.</strong> {section.unavailable}</p>}
      {section.blocks.map((block, i) => <BlockView key={i} block={block} />)}
    </section>
  );
}
