/** The rule of a policy as people wrote it, from the match of its ACL: peers and ports. */

import { EXTERNAL_IDS } from '../../../kubernetes/external-ids.ts';
import { parseSelectorKey } from '../../../kubernetes/selector-key.ts';
import { printInteger } from '../../../lang/constant.ts';
import { parseMatch } from '../../../lang/match-parser.ts';
import type { Comparison, Constant, Match } from '../../../lang/match-tree.ts';
import type { Nb, NbRow } from '../../../ovn/schema/nb.ts';

type Acl = NbRow<'ACL'>;

/** `podSelector role=client, TCP 8080, 8443`; the match itself, if it cannot be read. */
export function ruleText(acl: Acl, nb: Nb): string {
  const parsed = parseMatch(acl.match);
  if (parsed.error) return acl.match;
  const parts = partsIn(parsed.tree);
  const block = Number(acl.external_ids.get('ip-block-index') ?? -1) >= 0 ? 'ipBlock ' : '';
  const peers = peersOf(parts, nb);
  return [peers === '' ? 'all peers' : block + peers, ...portsOf(parts)].join(', ');
}

/** The protocol and one port that a rule allows; undefined if it allows no or every port. */
export function portOf({
  match,
}: Pick<Acl, 'match'>): { readonly protocol: string; readonly port: number } | undefined {
  const parsed = parseMatch(match);
  if (parsed.error) return undefined;
  for (const { field, constants } of partsIn(parsed.tree).filter(isComparison)) {
    const [, protocol] = /^(tcp|udp|sctp)\.dst$/.exec(field.name.name) ?? [];
    const [constant] = constants.constants;
    if (protocol !== undefined && constant?.kind === 'integer')
      return { protocol, port: Number(constant.integer.value) };
  }
  return undefined;
}

/** All parts without parts. Policies have no negated parts. */
function partsIn(match: Match): readonly Match[] {
  if (match.kind === 'and' || match.kind === 'or') return match.operands.flatMap(partsIn);
  return match.kind === 'group' ? partsIn(match.match) : [match];
}

const isComparison = (match: Match): match is Comparison => match.kind === 'comparison';

const ADDRESS = /^ip[46]\.(?:src|dst)$/;

function peersOf(parts: readonly Match[], nb: Nb): string {
  const about = parts.filter(isComparison).filter(({ field }) => ADDRESS.test(field.name.name));
  const texts = (operator: Comparison['operator']) =>
    about
      .filter(each => each.operator === operator)
      .flatMap(({ constants }) => constants.constants.map(constant => constantText(constant, nb)));
  const [peers, left] = [[...new Set(texts('=='))], texts('!=')];
  return peers.join(', ') + (left.length > 0 && peers.length > 0 ? ` except ${left.join(', ')}` : '');
}

function constantText(constant: Constant, nb: Nb): string {
  if (constant.kind === 'integer') return printInteger(constant.integer);
  return constant.kind === 'address-set' ? setText(constant.name, nb) : '';
}

/** An address set by what is in it. */
export function setText(name: string, { Address_Set }: Nb): string {
  const ids = Address_Set.find(each => each.name === name)?.external_ids;
  const owner = ids?.get(EXTERNAL_IDS.name);
  if (owner === undefined) return `$${name}`;
  const type = ids?.get(EXTERNAL_IDS.ownerType);
  if (type === 'PodSelector') return selectorText(owner);
  return type === 'Namespace' ? `namespace ${owner}` : owner;
}

function selectorText(owner: string): string {
  const key = parseSelectorKey(owner);
  if (!key) return owner;
  const pods = key.pods === '' ? 'all pods' : `podSelector ${key.pods}`;
  return owner.startsWith('LS{') ? `namespaceSelector ${key.namespaces}, ${pods}` : pods;
}

const PORTS = /^(tcp|udp|sctp)(?:\.dst)?$/;

function portsOf(parts: readonly Match[]): readonly string[] {
  const ports = new Map<string, string[]>();
  for (const part of parts) {
    const [, protocol] = 'field' in part ? (PORTS.exec(part.field.name.name) ?? []) : [];
    if (protocol === undefined) continue;
    const known = ports.get(protocol) ?? [];
    ports.set(protocol, [...known, ...portTexts(part)]);
  }
  return Array.from(ports, ([protocol, texts]) => [protocol.toUpperCase(), texts.join(', ')].filter(Boolean).join(' '));
}

function portTexts(part: Match): readonly string[] {
  if (part.kind === 'range') return [`${oneOf(part.left.constants)}-${oneOf(part.right.constants)}`];
  return part.kind === 'comparison' ? part.constants.constants.map(constant => oneOf([constant])) : [];
}

const oneOf = ([constant]: readonly Constant[]): string =>
  constant?.kind === 'integer' ? printInteger(constant.integer) : '';
