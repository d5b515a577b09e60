// A figure that opens the names of the records it was made of.
import { useRef } from "preact/hooks";
import { pageOfRecord } from "../address";
import { at, Link } from "../navigation";
import { t } from "../words/words";

function RecordName({ name }: { name: string }) {
  const page = pageOfRecord(name);
  return page ? <Link to={at(page)}>{name}</Link> : <>{name}</>;
}

export function RecordsDialog({ text, label, records }: { text: string; label: string; records: string[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" class="figure-button" aria-haspopup="dialog"
        aria-label={t("showRecords", { figure: label ? `${label}: ${text}` : text })}
        onClick={() => dialog.current?.showModal()}>
        {text}
      </button>
      <dialog ref={dialog} class="records" onClick={(event) => event.target === dialog.current && dialog.current?.close()}>
        <h2>{t("records")}</h2>
        <ul>{records.map((name) => <li key={name}><RecordName name={name} /></li>)}</ul>
        <button type="button" onClick={() => dialog.current?.close()}>{t("close")}</button>
      </dialog>
    </>
  );
}
