// What is said of a line now: by the region as a whole and by each member state; beside it what was said at the date that
// it is compared with.
import type { Line } from "@contract/plan_pb";
import { ReviewState } from "@contract/review_pb";
import type { SectorManifest } from "@contract/manifest_pb";
import type { Update } from "@contract/update_pb";
import { hasChanged } from "../api/live";
import { address, at, Link } from "../navigation";
import { today } from "../clocks";
import { progressText } from "../parts/update_texts";
import { lastDay, speakersOf, type Said, type Speaker } from "../records/speakers";
import type { StateNames } from "../records/state_names";
import { CLASS_WORDS, STATES } from "../records/vocabulary";
import { date, t } from "../words/words";

export function reviewText({ review }: Update): string {
  switch (review?.state) {
    case ReviewState.DRAFT: return t("draft");
    case ReviewState.RETURNED: return t("returned", { reason: review.returnedReason });
    case ReviewState.SUBMITTED: return t("submitted");
    case ReviewState.DEEMED_ACCEPTED: return t("deemedAccepted");
    case ReviewState.VERIFIED: return t("verified");
    case ReviewState.PUBLISHED: return t("published");
    default: return "";
  }
}

function dated({ update }: Said): string {
  return date(update.effectiveDate) || t("noDate");
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

// The sector's own word first; then what it means across sectors and the class it counts in, where these are other words.
function Word({ said }: { said: Said }) {
  const { headline, word } = STATES[said.meaning.state];
  const { title, reason } = said.meaning;
  const [state, counted] = [t(word), t(CLASS_WORDS[headline])];
  return (
    <span class="status-word" title={reason || undefined}>
      <span class={`swatch ${headline}`} aria-hidden="true" /> <strong>{title}</strong>
      {!same(state, title) && <small> · {state}</small>}
      {!same(counted, state) && <small> · {t("countsAs")}: {counted}</small>}
    </span>
  );
}

function Expected({ said, done }: { said: Said; done: boolean }) {
  const { effectiveDate } = said.update;
  const now = address.value.clocks.effective ?? today();
  const late = !done && effectiveDate !== "" && lastDay(effectiveDate) < now;
  return (
    <p class="expected">
      {t("expectedBy")} {dated(said)}{late && <strong class="tone-bad"> · {t("datePassed")}</strong>}
    </p>
  );
}

function SpeakerDetails({ speaker }: { speaker: Speaker }) {
  const { state, against, event, expected } = speaker;
  const done = state !== undefined && STATES[state.meaning.state].headline === "completed";
  return (
    <>
      {state?.update.progress && <p>{progressText(state.update.progress)}</p>}
      {state?.update.note && <p class="remark">{state.update.note}</p>}
      {against.length > 0 && <p class="tone-caution">{t("alsoSaid", { words: against.map(({ meaning }) => meaning.title).join(", ") })}</p>}
      {event && <p>{t("lastEvent")}: {event.meaning.title}, {dated(event)}</p>}
      {expected && <Expected said={expected} done={done} />}
    </>
  );
}

// The region's word, as large as its weight: it decides for the line.
export function RegionStatus({ speaker, then }: { speaker?: Speaker; then?: { day: string; speaker?: Speaker } }) {
  return (
    <div class="region-status">
      <div>
        <p class="big">{speaker?.state ? <Word said={speaker.state} /> : <span class="tone-muted">{speaker ? t("nothingSaid") : t("regionSilent")}</span>}</p>
        {speaker?.state && <p>{t("since")} {dated(speaker.state)} <small>· {reviewText(speaker.state.update)}</small></p>}
        {speaker?.state?.meaning.reason && <p class="tone-muted">{t("whyState", { reason: speaker.state.meaning.reason })}</p>}
        {speaker && <SpeakerDetails speaker={speaker} />}
      </div>
      {then && (
        <div class="then">
          <p class="then-label">{t("saidThen", { date: date(then.day) })}</p>
          <p class="big">{then.speaker?.state ? <Word said={then.speaker.state} /> : <span class="tone-muted">{t("nothingSaid")}</span>}</p>
          {then.speaker?.state && <p>{t("since")} {dated(then.speaker.state)}</p>}
        </div>
      )}
    </div>
  );
}

function StateRow({ code, name, speaker, compared, then }: { code: string; name: string; speaker?: Speaker; compared: boolean; then?: Speaker }) {
  const moved = compared && speaker?.state?.meaning.state !== then?.state?.meaning.state;
  const said = (one?: Speaker) => (one?.state ? <Word said={one.state} /> : <span class="missing">{t("nothingSaid")}</span>);
  return (
    <tr class={moved ? "moved" : ""}>
      <th scope="row">
        <Link to={at({ kind: "state", state: code })}>{name}</Link>
        {speaker?.state && hasChanged(speaker.state.update.name) && <span class="changed">{t("changedNow")}</span>}
      </th>
      <td>{said(speaker)}{speaker && <SpeakerDetails speaker={speaker} />}</td>
      <td>{speaker?.state ? dated(speaker.state) : ""}</td>
      <td>{speaker?.state ? reviewText(speaker.state.update) : ""}</td>
      {compared && <td>{said(then)}{moved && <span class="changed">{t("modified")}</span>}</td>}
    </tr>
  );
}

// Takes part: those that the line names, else the members of the date; and whoever spoke all the same.
function statesOf(line: Line, speakers: Speaker[], members: string[]): string[] {
  const spoke = speakers.map(({ code }) => code).filter(Boolean);
  return [...new Set([...(line.memberStates.length > 0 ? line.memberStates : members), ...spoke])].sort();
}

interface Props {
  line: Line;
  manifest?: SectorManifest;
  updates: Update[];
  then?: { day: string; updates: Update[] };
  names: StateNames;
}

export function LineStatus({ line, manifest, updates, then, names }: Props) {
  const speakers = speakersOf(updates, manifest, line.instrumentType);
  const before = then && speakersOf(then.updates, manifest, line.instrumentType);
  const of = (list: Speaker[] | undefined, code: string) => list?.find((speaker) => speaker.code === code);
  const states = statesOf(line, speakers, names.members);
  const spoke = speakers.filter(({ code }) => code !== "").length;
  return (
    <section class="section" aria-labelledby="status-title">
      <h2 id="status-title">{t("status")}</h2>
      {speakers.length === 0 && !before?.length ? <p>{t("noUpdates")}</p> : <RegionStatus speaker={of(speakers, "")} then={then && { day: then.day, speaker: of(before, "") }} />}
      <h3 class="by-state">{t("statusByState")}</h3>
      <p class="tone-muted">{spoke === 0 ? t("statesSilent") : t("statesReported", { count: spoke, total: states.length })}</p>
      {(spoke > 0 || before?.some(({ code }) => code !== "")) && (
        <div class="scroll" role="region" aria-label={t("statusByState")} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("memberState")}</th><th scope="col">{t("status")}</th><th scope="col">{t("since")}</th><th scope="col">{t("checked")}</th>
                {then && <th scope="col">{t("saidThen", { date: date(then.day) })}</th>}
              </tr>
            </thead>
            <tbody>{states.map((code) => <StateRow key={code} code={code} name={names.of(code)} speaker={of(speakers, code)} compared={then !== undefined} then={of(before, code)} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}
