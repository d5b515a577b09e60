// The sections of a long report, to jump to.
import type { Section } from "@contract/document_pb";
import { t } from "../words/words";

const ENOUGH = 4;

export function Contents({ sections }: { sections: Section[] }) {
  if (sections.length < ENOUGH) return null;
  const jump = (id: string) => (event: MouseEvent) => {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.scrollIntoView();
    const heading = target?.querySelector<HTMLElement>("h2");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  };
  return (
    <details class="contents not-in-pictures" open={innerWidth > 736}>
      <summary>{t("contents")}</summary>
      <ul>{sections.map(({ id, title }) => <li key={id}><a href={`#${id}`} onClick={jump(id)}>{title}</a></li>)}</ul>
    </details>
  );
}
