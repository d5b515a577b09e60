// A listing that is read whole: as many pages as it has, up to a bound.
const MOST_CALLS = 10;

export async function allPages<T extends { nextPageToken: string }, V>(ask: (pageToken: string) => Promise<T>, of: (page: T) => V[]): Promise<V[]> {
  const found: V[] = [];
  let pageToken = "";
  for (let calls = 0; calls < MOST_CALLS; ++calls) {
    const page = await ask(pageToken);
    found.push(...of(page));
    pageToken = page.nextPageToken;
    if (!pageToken) break;
  }
  return found;
}
