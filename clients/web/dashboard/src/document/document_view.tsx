// A whole report: what it holds, its sections, and how it was made.
import type { Document } from "@contract/document_pb";
import { Contents } from "../parts/contents";
import { Provenance } from "./provenance";
import { SectionView } from "./section_view";

export function DocumentView({ document }: { document: Document }) {
  return (
    <>
      <Contents sections={document.sections} />
      {document.sections.map((section) => <SectionView key={section.id} section={section} />)}
      <Provenance document={document} />
    </>
  );
}
