// Where the reader is, and links that keep clocks, comparison and language.
import { signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { parseAddress, writeAddress, type Address, type Page } from "./address";

const here = () => parseAddress(location.pathname, location.search);

// The state of the whole page. Changed by `go` and by the browser's own buttons.
export const address = signal<Address>(here());

addEventListener("popstate", () => (address.value = here()));

// Another page with the same clocks, comparison and language.
export function at(page: Page, options: Record<string, string> = {}): Address {
  return { ...address.value, page, options };
}

// This page with some of its options changed; "" takes one out.
export function withOptions(options: Record<string, string>): Address {
  return { ...address.value, options: { ...address.value.options, ...options } };
}

// Shows `next`. Small steps on one page replace the entry, so that "back" leaves the page.
export function go(next: Address, replace = false): void {
  const url = writeAddress(next);
  if (url === location.pathname + location.search) return;
  const samePage = writeAddress({ ...next, options: {} }) === writeAddress({ ...address.value, options: {} });
  if (replace || samePage) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  address.value = next;
  if (samePage) return;
  arriving = true;
  scrollTo(0, 0);
}

let arriving = false;

// Whether the reader has come here from another page; true for the first that asks.
export function arrives(): boolean {
  const now = arriving;
  arriving = false;
  return now;
}

interface LinkProps extends Omit<JSX.HTMLAttributes<HTMLAnchorElement>, "href"> {
  to: Address;
  current?: boolean;
  children: ComponentChildren;
}

export function Link({ to, current, children, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a {...rest} href={writeAddress(to)} aria-current={current ? "page" : undefined} onClick={follow}>
      {children}
    </a>
  );
}
