/** Who a case is about, and ports and releases as people write them. */
import type { PortText, Who } from '../../../analyze/expect/test-case.ts';
import { error } from '../../../base/diagnostic.ts';
import { parseAddress, parsePrefix, printAddress } from '../../../base/ip.ts';
import { parseMac, printMac } from '../../../base/mac.ts';
import { nearMiss, suggestion } from '../../../base/near-miss.ts';
import { oneOf, parsed, text } from '../../../manifests/reader/scalars.ts';
import { closed, listOf, madeOf, optional, required, type Shape } from '../../../manifests/reader/shape.ts';
import { describe } from '../../../manifests/reader/tree.ts';
import { ovnkReleaseNamed } from '../../../ovnk/vocabulary/releases.ts';
import { parseProtocol } from '../../explain/protocol.ts';
import { FOLLOWED_RELEASES_TEXT, followedRelease, OVNK_RELEASE_NAMES } from '../../sources/releases.ts';

const NAME: Shape<string> = parsed('bad-name', 'a name of a VM, pod, port or service, or an address', value =>
  value.trim() === '' ? undefined : value,
);

const SET = closed({
  namespace: required(NAME),
  kind: optional(oneOf(['VirtualMachine', 'Pod'])),
  except: optional(listOf(NAME), []),
});

/** A name, or a mapping that describes a set. */
export const WHO: Shape<Who> = madeOf([NAME, SET], (tree, report) => {
  if (tree.kind !== 'mapping') {
    const name = NAME(tree, report);
    return name === undefined ? undefined : { kind: 'name', name };
  }
  const set = SET(tree, report);
  return set && { kind: 'set', namespace: set.namespace, of: set.kind, except: set.except };
});

export const PORT: Shape<PortText> = parsed(
  'bad-port',
  'a protocol and port: use tcp/80, udp/53, sctp/38412 or icmp',
  value => ('value' in parseProtocol(value) ? value.toLowerCase() : undefined),
);

export const OVN_RELEASE: Shape<string> = parsed(
  'bad-release',
  `a release of OVN that flows can be made for: ${FOLLOWED_RELEASES_TEXT}`,
  value => (followedRelease(value) ? value : undefined),
);

export const OVNK_RELEASE: Shape<string> = parsed(
  'bad-release',
  `a release of OVN-Kubernetes: use ${OVNK_RELEASE_NAMES.join(', ')}`,
  value => (ovnkReleaseNamed(value) ? value : undefined),
);

export const MAC_TEXT: Shape<string> = parsed('bad-mac', 'a MAC address such as 0a:58:ac:16:00:06', value => {
  const mac = parseMac(value);
  return mac === undefined ? undefined : printMac(mac);
});

export const IP_TEXT: Shape<string> = parsed('bad-address', 'an IPv4 or IPv6 address', value => {
  const address = parseAddress(value);
  return address && printAddress(address);
});

/** A snapshot is a file of this name. */
export const SNAPSHOT_NAME: Shape<string> = parsed(
  'bad-snapshot',
  'a name of a snapshot: letters, digits, "-", "_" and "." are allowed, with a letter or digit first',
  value => (/^[a-z0-9][\w.-]{0,99}$/i.test(value) ? value : undefined),
);

/** An address in its canonical form, with its prefix length if that is written; `any`; `none`. */
export const LEASE_TEXT: Shape<string> = parsed(
  'bad-lease',
  'an address such as 172.22.0.6 or 172.22.0.6/16, any or none',
  value => {
    if (value === 'any' || value === 'none') return value;
    const [host = '', length, ...others] = value.split('/');
    const address = parseAddress(host);
    const isWhole = address && others.length === 0 && (length === undefined || parsePrefix(value) !== undefined);
    return isWhole ? [printAddress(address), ...(length === undefined ? [] : [length])].join('/') : undefined;
  },
);

/** One of many words: only the nearest is named. */
export const codeOf = (codes: readonly string[], title: string): Shape<string> =>
  madeOf([], (tree, report) => {
    const value = text(tree, report);
    if (value === undefined || codes.includes(value)) return value;
    report(error('bad-code', `${describe(tree)} is not ${title}${suggestion(nearMiss(value, codes))}`, tree.place));
    return undefined;
  });

/** One of `words`, or what `shape` reads. */
export const wordOr = <const W extends readonly string[], T>(words: W, shape: Shape<T>): Shape<W[number] | T> =>
  madeOf([shape], (tree, report) => {
    const word: W[number] | undefined = words.find(each => tree.kind === 'scalar' && tree.value === each);
    return word ?? shape(tree, report);
  });

/** A list, or one item alone. */
export const oneOrMore = <T>(shape: Shape<T>): Shape<readonly T[]> =>
  madeOf([shape], (tree, report) => {
    if (tree.kind === 'list') return listOf(shape, { min: 1 })(tree, report);
    const item = shape(tree, report);
    return item === undefined ? undefined : [item];
  });

/** `true`, or what `shape` reads. False has no meaning of its own: the other field says it. */
export const trueOr = <T>(shape: Shape<T>, other: string): Shape<true | T> =>
  madeOf([shape], (tree, report) => {
    if (tree.kind !== 'scalar' || typeof tree.value !== 'boolean') return shape(tree, report);
    if (tree.value) return true;
    report(error('bad-choice', `false is not allowed here: use "${other}: true"`, tree.place));
    return undefined;
  });
