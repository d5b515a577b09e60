// What a KPI is, as its owner defines it.
import { Availability, Direction, KpiLevel } from "@contract/kpi_pb";
import { Aggregation, type KpiDefinition, type SectorManifest } from "@contract/manifest_pb";
import { at, Link } from "../navigation";
import { t } from "../words/words";
import type { Words } from "../words/en";
import type { ComponentChildren } from "preact";

const LEVELS: Record<KpiLevel, keyof Words> = {
  [KpiLevel.KPI_LEVEL_UNSPECIFIED]: "notStated", [KpiLevel.OUTPUT]: "output", [KpiLevel.OUTCOME]: "outcome", [KpiLevel.IMPACT]: "impact",
};

const DIRECTIONS: Record<Direction, keyof Words> = {
  [Direction.DIRECTION_UNSPECIFIED]: "directionNone", [Direction.UP]: "directionUp", [Direction.DOWN]: "directionDown",
};

const AVAILABILITIES: Record<Availability, keyof Words> = {
  [Availability.AVAILABILITY_UNSPECIFIED]: "notStated", [Availability.AVAILABLE]: "availabilityAvailable", [Availability.PARTIAL]: "availabilityPartial",
  [Availability.PROXY_ONLY]: "availabilityProxy", [Availability.COMPUTABLE]: "availabilityComputable",
  [Availability.THIRD_PARTY]: "availabilityThirdParty", [Availability.NONE]: "availabilityNone",
};

const AGGREGATIONS: Record<Aggregation, keyof Words> = {
  [Aggregation.AGGREGATION_UNSPECIFIED]: "aggregateUndeclared", [Aggregation.SUM]: "aggregateSum", [Aggregation.MEAN]: "aggregateMean",
  [Aggregation.WEIGHTED_MEAN]: "aggregateWeighted", [Aggregation.LATEST]: "aggregateLatest", [Aggregation.MAXIMUM]: "aggregateMaximum",
  [Aggregation.MINIMUM]: "aggregateMinimum", [Aggregation.NOT_AGGREGATED]: "aggregateNone",
};

export function findKpi(manifest: SectorManifest, code: string): KpiDefinition | undefined {
  return manifest.kpis.find((kpi) => kpi.code === code);
}

function Fact({ word, children }: { word: keyof Words; children: ComponentChildren }) {
  return <div><dt>{t(word)}</dt><dd>{children}</dd></div>;
}

function KpiLink({ manifest, code }: { manifest: SectorManifest; code: string }) {
  const title = findKpi(manifest, code)?.title;
  return <Link to={at({ kind: "kpi", sector: manifest.sector, kpi: code })}>{code}{title && ` ${title}`}</Link>;
}

// What this one stands in for, said first: its values are not those of the other.
export function ProxyNote({ manifest, kpi }: { manifest: SectorManifest; kpi: KpiDefinition }) {
  if (!kpi.standsInFor) return null;
  return (
    <p class="unavailable">
      {t("proxyHere", { kpi: kpi.standsInFor })} <KpiLink manifest={manifest} code={kpi.standsInFor} />
    </p>
  );
}

export function Definition({ manifest, kpi }: { manifest: SectorManifest; kpi: KpiDefinition }) {
  const aggregation = (one: Aggregation) => t(AGGREGATIONS[one], { series: kpi.weightSeries });
  const proxies = manifest.kpis.filter(({ standsInFor }) => standsInFor === kpi.code);
  return (
    <section class="section" aria-labelledby="definition-title">
      <h2 id="definition-title">{t("definition")}</h2>
      {kpi.description && <p>{kpi.description}</p>}
      <dl class="facts">
        <Fact word="unit">{kpi.unit || t("notStated")}</Fact>
        <Fact word="resultsLevel">{t(LEVELS[kpi.level])}</Fact>
        <Fact word="direction">{t(DIRECTIONS[kpi.direction])}</Fact>
        <Fact word="availability">{t(AVAILABILITIES[kpi.availability])}</Fact>
        {kpi.owner && <Fact word="dataOwner">{kpi.owner}</Fact>}
        <Fact word="overPeriods">{aggregation(kpi.overPeriods)}</Fact>
        <Fact word="overStates">{aggregation(kpi.overMemberStates)}</Fact>
        {kpi.formula && <Fact word="computedAs">{kpi.formula}</Fact>}
        {kpi.standsInFor && <Fact word="standsFor"><KpiLink manifest={manifest} code={kpi.standsInFor} /></Fact>}
        {proxies.length > 0 && <Fact word="proxies">{proxies.map(({ code }, i) => <span key={code}>{i > 0 && ", "}<KpiLink manifest={manifest} code={code} /></span>)}</Fact>}
      </dl>
    </section>
  );
}
