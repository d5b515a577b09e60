// Says that a long list is of an older state than the newest, and offers to read it anew.
import type { Listing } from "../api/pages_of";
import { t } from "../words/words";

export function Outdated({ listing }: { listing: Pick<Listing<never>, "outdated" | "renew"> }) {
  return (
    <div role="status">
      {listing.outdated && <p class="outdated">{t("newerThere")} <button type="button" class="quiet" onClick={listing.renew}>{t("showNewest")}</button></p>}
    </div>
  );
}
