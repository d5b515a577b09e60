// Goes to the page of what is found.
import { address, at, go } from "../navigation";
import { t } from "../words/words";

export function SearchBox() {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const query = String(new FormData(event.currentTarget as HTMLFormElement).get("q") ?? "").trim();
    if (query) go(at({ kind: "search" }, { q: query }));
  };
  const shown = address.value.page.kind === "search" ? address.value.options.q ?? "" : "";
  return (
    <form class="search-box" role="search" onSubmit={submit} key={shown}>
      <label><span class="visually-hidden">{t("searchFor")}</span>
        <input type="search" name="q" defaultValue={shown} placeholder={t("searchFor")} maxLength={200} />
      </label>
      <button type="submit">{t("search")}</button>
    </form>
  );
}
