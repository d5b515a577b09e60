// The head of every page: what it is about, and what can be taken along.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { arrives } from "../navigation";
import { t } from "../words/words";
import { timeText } from "./time_control";
import { ExportMenu, type Exports } from "./export_menu";

interface Props {
  title: string;
  subtitle?: ComponentChildren;
  exports?: Exports;
}

export function PageHead({ title, subtitle, exports }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A new page is told to who does not see it: its heading takes the focus once it is there.
  useEffect(() => {
    if (arrives()) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} · ${t("product")}`;
  }, [title]);
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1} ref={heading}>{title}</h1>
        {subtitle && <p class="subtitle">{subtitle}</p>}
        <p class="print-only">{timeText()}</p>
      </div>
      {exports && <div class="not-in-pictures"><ExportMenu {...exports} /></div>}
    </header>
  );
}
