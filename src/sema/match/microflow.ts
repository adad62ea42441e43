/**
 * A packet from a match that describes it (OVN 25.03, lib/expr.c, expr_parse_microflow()). Each comparison sets bits of
 * the packet; all other bits are zero. A description that is ambiguous or contradicts itself is an error.
 */

import type { Result } from '../../base/result.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import type { ParseError } from '../../lang/syntax-error.ts';
import { Packet } from '../../ovn/fields/packet.ts';
import { locate, type OvnSymbol } from '../symbol.ts';
import { annotate } from './annotate.ts';
import { bindMatch } from './bind-match.ts';
import type { Names } from './bind-operands.ts';
import type { PortKeys } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { normalize, type Setting } from './normalize.ts';
import { printExpression } from './print-expression.ts';
import { simplify } from './simplify.ts';

/**
 * The bits that a description can set, for fields where that is not all of them. Open vSwitch has no masks for the
 * parts of the TOS, so their values are lost. Its packet has 8 bits for the state of a connection.
 */
const SETTABLE_BITS: Readonly<Record<string, bigint>> = { 'ip.dscp': 0n, 'ip.ecn': 0n, ct_state: 0xffn };

export function parseMicroflow(text: string, names: Names, portKeys: PortKeys): Result<Packet, ParseError> {
  const bound = bindMatch(parseMatch(text), text, names);
  return 'error' in bound ? bound : toPacket(annotate(bound.value, names.release), portKeys);
}

function toPacket(annotated: Expression, portKeys: PortKeys): Result<Packet, ParseError> {
  const terms = normalize(simplify(annotated, () => true));
  if (terms.length === 0) return wrong('Constraints are contradictory.');
  const settings = [...terms[0]!].map(([symbol, [setting, ...others]]) => ({ symbol, setting: setting!, others }));
  if (terms.length > 1 || settings.some(({ others }) => others.length > 0)) {
    return wrong(`Constraints are ambiguous: ${printExpression(annotated)}.`);
  }
  const foreign = settings.find(({ symbol }) => symbol.isOvnField);
  if (foreign) return wrong(`${foreign.symbol.name} is not a field of a packet.`);
  const packet = new Packet();
  for (const { symbol, setting } of settings) write(packet, symbol, setting, portKeys);
  return { value: packet };
}

const wrong = (message: string): Result<never, ParseError> => ({ error: { message, offset: 0, end: 0 } });

function write(packet: Packet, symbol: OvnSymbol, setting: Setting, portKeys: PortKeys): void {
  const { location } = locate(symbol);
  const settable = SETTABLE_BITS[symbol.name];
  if ('port' in setting) packet.writeBig(location, BigInt(portKeys(setting.port) ?? 0));
  else packet.writeBig(location, setting.value, settable === undefined ? setting.mask : setting.mask & settable);
}

/** The names that `inport` is compared with for equality. */
export function findInports(expression: Expression): readonly string[] {
  if (expression.kind === 'and' || expression.kind === 'or') {
    return [...new Set(expression.operands.flatMap(findInports))];
  }
  const isInport = expression.kind === 'compare-string' && expression.symbol.name === 'inport';
  return isInport && expression.operator === '==' ? [expression.text] : [];
}
