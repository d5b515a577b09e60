// What a search finds, a page at a time, and how much there is in all.
import type { SearchHit, SearchKind } from "@contract/search_service_pb";
import type { AsOf } from "../clocks";
import { searches } from "./clients";
import type { PageReader } from "./pages_of";

export interface SearchQuestion {
  query: string;
  asOf: AsOf;
  // Empty: all kinds.
  kinds: SearchKind[];
  language: string;
}

export class SearchReader implements PageReader<SearchHit> {
  ended = false;
  // Up to 1,000; more are counted as 1,000.
  total = 0;
  private token = "";

  constructor(private readonly question: SearchQuestion) {}

  async next(size: number, signal: AbortSignal): Promise<SearchHit[]> {
    const answer = await searches.search({ ...this.question, pageSize: size, pageToken: this.token }, { signal });
    this.token = answer.nextPageToken;
    this.ended = this.token === "";
    this.total = answer.total;
    return answer.hits;
  }
}
