// The frame of every page: where one can go, which time is shown, whether it is live; and the page itself.
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "./api/call";
import { sectors } from "./api/clients";
import { asOf, asOfKey } from "./clocks";
import { address, at, go, Link } from "./navigation";
import { PageOf } from "./pages/page_of";
import { LiveBar } from "./parts/live_bar";
import { SearchBox } from "./parts/search_box";
import { TimeControl } from "./parts/time_control";
import { signOut, token } from "./session";
import { startLive } from "./api/live";
import { language, LANGUAGES, loadWords, t } from "./words/words";

function SectorLinks() {
  const key = asOfKey();
  const answer = useAnswer(key && `sectors|${key}`, (signal) => sectors.listSectors({ asOf: asOf() }, { signal }));
  const page = address.value.page;
  return (
    <>
      {answer.value?.sectors.map(({ name, title }) => {
        const id = name.replace("sectors/", "");
        return <li key={id}><Link to={at({ kind: "sector", sector: id })} current={page.kind === "sector" && page.sector === id}>{title || id}</Link></li>;
      })}
    </>
  );
}

function Navigation() {
  const [open, setOpen] = useState(false);
  const { page } = address.value;
  useEffect(() => setOpen(false), [page]);
  const item = (kind: "overview" | "states" | "findings" | "coverage" | "changes", word: string) => (
    <li><Link to={at({ kind })} current={page.kind === kind}>{word}</Link></li>
  );
  return (
    <nav aria-label={t("nav")} class={open ? "open" : ""}>
      <button type="button" class="menu" aria-expanded={open} aria-controls="pages" onClick={() => setOpen(!open)}>{t("menu")}</button>
      <ul id="pages">
        {item("overview", t("overview"))}
        <SectorLinks />
        {item("states", t("memberStates"))}
        {item("coverage", t("coverage"))}
        {item("findings", t("findings"))}
        {item("changes", t("changes"))}
      </ul>
    </nav>
  );
}

function LanguageChoice() {
  const choose = (event: Event) => {
    const chosen = (event.currentTarget as HTMLSelectElement).value;
    go({ ...address.value, language: chosen === "en" ? undefined : chosen }, true);
  };
  return (
    <label class="language">
      <span class="visually-hidden">{t("language")}</span>
      <select value={language.value} onChange={choose}>
        {Object.entries(LANGUAGES).map(([tag, name]) => <option key={tag} value={tag} lang={tag}>{name}</option>)}
      </select>
    </label>
  );
}

function SignOut() {
  if (!token.value) return null;
  return <button type="button" class="quiet" onClick={() => (signOut(), startLive())}>{t("signOut")}</button>;
}

export function App() {
  useEffect(() => {
    void loadWords(language.value);
    document.documentElement.lang = language.value;
  }, [language.value]);
  return (
    <>
      <a class="skip" href="#content">{t("skip")}</a>
      <header class="top not-in-pictures">
        <Link to={at({ kind: "overview" })} class="brand"><img src="/sheaf.svg" alt="" width="28" height="28" /> {t("product")}</Link>
        <SearchBox />
        <TimeControl />
        <LanguageChoice />
        <SignOut />
      </header>
      <Navigation />
      <LiveBar />
      <main id="content" tabIndex={-1}><PageOf page={address.value.page} /></main>
    </>
  );
}
