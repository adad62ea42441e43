/**
 * Why one comparison does not hold, as people see it: the packet's value, the wanted one, and what either comes from. The
 * weights order causes by what it takes to change them.
 */
import { printInteger } from '../../lang/constant.ts';
import { printField } from '../../lang/match-printer.ts';
import type { Constant } from '../../lang/match-tree.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { formatCtState } from '../../ovn/fields/format-value.ts';
import { isRegister } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { CT_STATES } from '../../ovn/fields/symbols.ts';
import { type BoundField, bindField } from '../../sema/match/bind-operands.ts';
import { findSymbol, locate, type OvnSymbol } from '../../sema/symbol.ts';
import type { Meanings } from '../../trace/choose/flow-lookup.ts';
import { nearestAddress, packetText, valuesOf } from './field-values.ts';
import { isOfKind, kindOf, kindWord } from './packet-kind.ts';
import { type Atom, fieldOf, operatorOf } from './verdict-tree.ts';

/** What a value comes from. */
export type CauseOrigin = 'packet' | 'conntrack' | 'port' | 'register' | 'chassis' | 'never';

/** One reason why a match does not hold: plain data. */
export interface Cause {
  /** Causes with one key are one. */
  readonly key: string;
  readonly origin: CauseOrigin;
  /** A sentence without a full stop: `ip4.src is 172.22.0.6, not in the set (172.22.0.8)`. */
  readonly text: string;
  readonly weight: number;
  /** The field, as the match writes it. */
  readonly field?: string;
  /** The packet's value, and those that would do; absent if they are not values. */
  readonly is?: string;
  readonly wanted?: readonly string[];
  /** The address sets that the value would have to be in. */
  readonly sets?: readonly string[];
}

export interface CauseContext {
  readonly packet: Packet;
  readonly meanings: Meanings;
  /** The flow that set a register on the way of the packet; undefined if none did. */
  readonly writerOf?: (field: BoundField) => LogicalFlow | undefined;
}

export function causeOf(atom: Atom, context: CauseContext): Cause {
  const name = fieldOf(atom);
  const symbol = name === undefined ? undefined : findSymbol(name);
  if (!symbol) return otherCause(atom);
  if (name!.startsWith('ct.') || name!.startsWith('ct_')) return conntrackCause(atom, context);
  if (name === 'inport' || name === 'outport') return portCause(atom, name, context);
  if (isRegisterSymbol(symbol)) return registerCause(atom, context);
  const kind = symbol.predicate === undefined ? symbol.prereqs : name;
  if (kind !== undefined && !isOfKind(context.packet, kind, context.meanings)) return kindCause(kind, context.packet);
  return symbol.predicate === undefined ? valueCause(atom, context) : otherCause(atom);
}

const isRegisterSymbol = (symbol: OvnSymbol): boolean =>
  symbol.predicate === undefined && !symbol.isOvnField && isRegister(locate(symbol).location);

/** The protocol and what needs it are one cause. */
function kindCause(kind: string, packet: Packet): Cause {
  const is = kindOf(packet);
  const wanted = kindWord(kind);
  const isFamily = ['ip4', 'ip6', 'ip', 'arp', 'nd'].includes(kind);
  const text = `the packet is ${is}, not ${wanted}`;
  return { key: 'protocol', origin: 'packet', text, weight: isFamily ? 3 : 2, is, wanted: [wanted] };
}

function conntrackCause(atom: Atom, { packet }: CauseContext): Cause {
  const state = formatCtState(packet.get('ct_state') & ((1 << CT_STATES.length) - 1));
  const text = `the connection is ${state}, and ${wantedText(atom)} is needed`;
  return { key: `conntrack ${atom.text}`, origin: 'conntrack', text, weight: 1, field: atom.text, is: state };
}

const wantedText = ({ text, isNegated }: Atom): string => (isNegated ? `!${text}` : text);

function portCause(atom: Atom, name: 'inport' | 'outport', { packet, meanings }: CauseContext): Cause {
  const key = packet.get(name === 'inport' ? 'reg14' : 'reg15');
  const is = meanings.portNameOf(key) ?? (key === 0 ? 'no port' : `port ${key}`);
  const [constant] = constantsOf(atom);
  const isGroup = constant?.kind === 'port-group';
  const what = isGroup
    ? `not in port group ${constant.name}`
    : `not ${constant?.kind === 'string' ? constant.text : atom.text}`;
  const text = `${name} is ${is}, ${operatorOf(atom) === '!=' ? 'which is left out' : what}`;
  return { key: name, origin: 'port', text, weight: 3, field: name, is };
}

function registerCause(atom: Atom, context: CauseContext): Cause {
  const field = fieldText(atom);
  const is = packetText(atom, context.packet);
  const text = `${field} is ${is}, and ${wantedText(atom)} is needed${writerText(atom, context)}`;
  return { key: field, origin: 'register', text, weight: 1, field, is };
}

/** A register is not something that people can change, so the flow that set it is named. */
function writerText({ match }: Atom, { writerOf }: CauseContext): string {
  if (!writerOf || !('field' in match)) return '';
  const flow = writerOf(bindField(match.field));
  return flow ? `; set by ${flow.stage}, priority ${flow.priority} (${flow.match})` : '; no flow on the way sets it';
}

function valueCause(atom: Atom, { packet, meanings }: CauseContext): Cause {
  const field = fieldText(atom);
  const is = packetText(atom, packet);
  const sets = constantsOf(atom).flatMap(constant => (constant.kind === 'address-set' ? [constant.name] : []));
  const { values, isUnknown } = valuesOf(atom, meanings);
  const common = { key: field, origin: 'packet', weight: 1, field, is } as const;
  const operator = operatorOf(atom);
  if (operator === '!=') return { ...common, text: `${field} is ${is}, which is left out` };
  if (operator !== '==') return { ...common, text: `${field} is ${is}, and ${wantedText(atom)} is needed` };
  const nearest = nearestAddress(atom, packet, values);
  const isSet = isBraced(atom) || sets.length > 0;
  const text =
    nearest === undefined
      ? `${field} is ${is}, ${notIn(values.map(printInteger), isSet, isUnknown)}`
      : `${field} is ${is}; the nearest that passes is ${nearest}`;
  const wanted = nearest === undefined ? values.map(printInteger) : [nearest];
  return { ...common, text, wanted, ...(sets.length > 0 && { sets }) };
}

const MAX_SHOWN = 5;

function notIn(values: readonly string[], isSet: boolean, isUnknown: boolean): string {
  if (isUnknown) return 'and the members of the set are not known';
  if (values.length === 0) return 'and the set is empty';
  if (!isSet || values.length === 1) return isSet ? `not in the set (${values[0]})` : `not ${values[0]}`;
  const more = values.length > MAX_SHOWN ? ` and ${values.length - MAX_SHOWN} more` : '';
  return `not in the set (${values.slice(0, MAX_SHOWN).join(', ')}${more})`;
}

const fieldText = ({ match }: Atom): string => ('field' in match ? printField(match.field) : '');

const constantsOf = ({ match }: Atom): readonly Constant[] =>
  match.kind === 'comparison' ? match.constants.constants : [];

const isBraced = ({ match }: Atom): boolean => match.kind === 'comparison' && match.constants.isBraced;

function otherCause({ text, match, isNegated }: Atom): Cause {
  const isChassis = match.kind === 'call';
  const sentence = isChassis
    ? `${text} does not hold on this chassis`
    : `${isNegated ? `!${text}` : text} does not hold`;
  return {
    key: text,
    origin: isChassis ? 'chassis' : match.kind === 'literal' ? 'never' : 'packet',
    text: sentence,
    weight: 3,
  };
}
