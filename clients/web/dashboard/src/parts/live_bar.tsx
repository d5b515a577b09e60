// Whether changes arrive, and the latest of them.
import type { Change } from "@contract/change_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { pageOfRecord } from "../address";
import { connection, newest, seen, seenCount } from "../api/live";
import { address, at, Link } from "../navigation";
import { VERBS } from "../records/changes";
import { t, time } from "../words/words";

const SHOWN = 50;

function ChangeItem({ change }: { change: Change }) {
  const page = pageOfRecord(change.resource);
  const name = change.resource.replace(/^(plans|sectors)\//, "").replace(/\/(lines|kpis)\//, " ").replace(/\/updates\/.*$/, "");
  return (
    <li>
      <span class="changed">{t(VERBS[change.verb])}</span> {page ? <Link to={at(page)}>{name}</Link> : name}
      <small> {change.actor}{change.commitTime && `, ${time(timestampDate(change.commitTime))}`}</small>
    </li>
  );
}

function stateOf(): { look: string; word: string; text: string } {
  if (address.value.clocks.known) return { look: "past", word: "", text: t("notFollowing") };
  switch (connection.value) {
    case "live": return { look: "live", word: t("live"), text: t("liveText") };
    case "lost": return { look: "lost", word: t("lost"), text: t("lostText", { revision: newest.value ?? "?" }) };
    case "refused": return { look: "refused", word: t("notLive"), text: t("notLiveText") };
    default: return { look: "starting", word: t("starting"), text: "" };
  }
}

function countText(count: number): string {
  if (count === 0) return t("noChangesSeen");
  return count === 1 ? t("changesSeenOne") : t("changesSeen", { count });
}

export function LiveBar() {
  const { look, word, text } = stateOf();
  return (
    <div class={`live-bar ${look}`}>
      <p role="status">
        <span class="dot" aria-hidden="true" /> <strong>{word}</strong> <span class="live-text">{text}</span>
      </p>
      <details class="latest">
        <summary>{countText(seenCount.value)}</summary>
        <ul>{seen.value.slice(0, SHOWN).map((change, i) => <ChangeItem key={`${change.revision}-${i}`} change={change} />)}</ul>
      </details>
    </div>
  );
}
