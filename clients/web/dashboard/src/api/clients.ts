// The server's services, through the gateway that gave us the page. A token, where the reader has one, goes with each
// call; it is kept for this tab alone and ends with it.
import { createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { AccessService } from "@contract/access_service_pb";
import { ChangeService } from "@contract/change_service_pb";
import { MemberStateService } from "@contract/member_state_service_pb";
import { ObservationService } from "@contract/observation_service_pb";
import { PlanService } from "@contract/plan_service_pb";
import { ReportService } from "@contract/report_service_pb";
import { RoundService } from "@contract/round_service_pb";
import { SearchService } from "@contract/search_service_pb";
import { SectorService } from "@contract/sector_service_pb";
import { UpdateService } from "@contract/update_service_pb";
import { WatchService } from "@contract/watch_service_pb";
import { token } from "../session";

const showToken: Interceptor = (next) => (call) => {
  if (token.value) call.header.set("authorization", `Bearer ${token.value}`);
  return next(call);
};

const transport = createConnectTransport({
  baseUrl: location.origin,
  useBinaryFormat: true,
  useHttpGet: true,
  interceptors: [showToken],
});

export const access = createClient(AccessService, transport);
export const changes = createClient(ChangeService, transport);
export const memberStates = createClient(MemberStateService, transport);
export const observations = createClient(ObservationService, transport);
export const plans = createClient(PlanService, transport);
export const reports = createClient(ReportService, transport);
export const rounds = createClient(RoundService, transport);
export const searches = createClient(SearchService, transport);
export const sectors = createClient(SectorService, transport);
export const updates = createClient(UpdateService, transport);
export const watches = createClient(WatchService, transport);
