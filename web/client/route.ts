/** Where the page is, in the part of its address after `#`: a view, and the names that it is about. It holds no data. */
import { useEffect, useState } from 'preact/hooks';

export const VIEWS = ['vms', 'vm', 'explain', 'trace', 'flows', 'expression'] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  readonly view: View;
  /** Of `vm`: its name. */
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** `#vm=proj2/fedora-1`, `#explain?from=proj2/fedora-1&to=gw` */
export function parseRoute(hash: string): Route {
  const [, word = '', name = '', query = ''] = /^#?([a-z]*)(?:=([^?]*))?(?:\?(.*))?$/.exec(hash) ?? [];
  const view = VIEWS.find(each => each === word) ?? 'vms';
  return { view, name: decoded(name), fields: Object.fromEntries(new URLSearchParams(query)) };
}

export function hashOf(view: View, name = '', fields: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')).toString();
  return `#${view}${name === '' ? '' : `=${encodeURIComponent(name).replaceAll('%2F', '/')}`}${query === '' ? '' : `?${query}`}`;
}

export const goTo = (...place: Parameters<typeof hashOf>): void => {
  location.hash = hashOf(...place);
};

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const update = () => setHash(location.hash);
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  }, []);
  return parseRoute(hash);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
