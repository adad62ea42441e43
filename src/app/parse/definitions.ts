/** What the names in a match mean: sets and groups, as people write them, and the ports of packets. */
import type { Scene } from '../../analyze/language/parse-answer.ts';
import { allOf, type Fault, failed, mapResult, type Result } from '../../base/result.ts';
import { type Integer, parseInteger } from '../../lang/constant.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { Release } from '../../ovn/release/release.ts';
import type { Names } from '../../sema/match/bind-operands.ts';
import { parseMicroflow } from '../../sema/match/microflow.ts';

/** `NAME=ITEM,...` each. */
export interface Definitions {
  /** Of addresses, each as OVN writes constants. */
  readonly addressSet?: readonly string[] | undefined;
  readonly portGroup?: readonly string[] | undefined;
}

export type DefinitionFault = 'bad-definition' | 'bad-packet';

/** Sets by their names, without `$` and `@`. */
export interface DefinedSets {
  readonly addressSets: ReadonlyMap<string, readonly Integer[]>;
  readonly portGroups: ReadonlyMap<string, readonly string[]>;
}

export function definedSets({
  addressSet = [],
  portGroup = [],
}: Definitions): Result<DefinedSets, Fault<DefinitionFault>> {
  const addressSets = allOf(addressSet.map(text => definition('--address-set', text, addressConstant)));
  if ('error' in addressSets) return addressSets;
  const portGroups = allOf(portGroup.map(text => definition('--port-group', text, value => ({ value }))));
  return mapResult(portGroups, ports => ({ addressSets: new Map(addressSets.value), portGroups: new Map(ports) }));
}

export const namesOf = (
  definitions: Definitions,
  release: Release | undefined,
): Result<Names, Fault<DefinitionFault>> =>
  mapResult(definedSets(definitions), ({ addressSets, portGroups }) => ({
    ...(release && { release }),
    addressSet: name => addressSets.get(name),
    portGroup: name => portGroups.get(name),
  }));

function definition<T>(
  option: string,
  text: string,
  parseItem: (item: string) => Result<T, Fault<DefinitionFault>>,
): Result<readonly [string, readonly T[]], Fault<DefinitionFault>> {
  const [, name, list] = /^[$@]?([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) return failed('bad-definition', `${option} ${text}: NAME=ITEM,ITEM... is needed`);
  const items = list!.split(',').map(item => item.trim());
  const parsed = allOf(items.filter(item => item !== '').map(parseItem));
  return mapResult(parsed, values => [name, values]);
}

function addressConstant(text: string): Result<Integer, Fault<DefinitionFault>> {
  const integer = parseInteger(text);
  return 'error' in integer ? failed('bad-definition', `--address-set: ${text}: ${integer.error}`) : integer;
}

/** The packets of `microflows`; the ports there are those that they name. */
export function sceneOf(microflows: readonly string[], names: Names): Result<Scene, Fault<DefinitionFault>> {
  const keys = new Map<string, number>();
  const newKey = (port: string) => keys.get(port) ?? keys.set(port, keys.size + 1).size;
  const packets = allOf(microflows.map(text => packetOf(text, names, newKey)));
  return mapResult(packets, known => ({ packets: known, portKeys: port => keys.get(port) }));
}

function packetOf(
  text: string,
  names: Names,
  newKey: (port: string) => number,
): Result<Packet, Fault<DefinitionFault>> {
  const packet = parseMicroflow(text, names, newKey);
  return 'error' in packet
    ? failed('bad-packet', `--against '${text}': ${packet.error.message}`)
    : { value: packet.value };
}
