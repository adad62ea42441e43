/** What the words in a match mean on the command line of `udon parse`: sets, groups, and the ports of packets. */
import type { Scene } from '../../analyze/language/parse-answer.ts';
import { type Integer, parseInteger } from '../../lang/constant.ts';
import type { Release } from '../../ovn/release/release.ts';
import type { Names } from '../../sema/match/bind-operands.ts';
import { parseMicroflow } from '../../sema/match/microflow.ts';
import { Failure } from '../terminal/failure.ts';

export interface Definitions {
  /** NAME=ITEM,... each. */
  readonly addressSet?: readonly string[];
  readonly portGroup?: readonly string[];
}

export function namesOf({ addressSet = [], portGroup = [] }: Definitions, release: Release | undefined): Names {
  const addressSets = new Map(addressSet.map(text => definition('--address-set', text, parseAddressConstant)));
  const portGroups = new Map(portGroup.map(text => definition('--port-group', text, port => port)));
  return {
    ...(release && { release }),
    addressSet: name => addressSets.get(name),
    portGroup: name => portGroups.get(name),
  };
}

function definition<T>(option: string, text: string, parseItem: (item: string) => T): [string, readonly T[]] {
  const [, name, list] = /^[$@]?([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new Failure(`${option} ${text}: NAME=ITEM,ITEM... is needed`);
  const items = list!.split(',').map(item => item.trim());
  return [name, items.filter(item => item !== '').map(parseItem)];
}

function parseAddressConstant(text: string): Integer {
  const integer = parseInteger(text);
  if ('error' in integer) throw new Failure(`--address-set: ${text}: ${integer.error}`);
  return integer.value;
}

/** The packets of `microflows`; the ports there are are those that they name. */
export function sceneOf(microflows: readonly string[], names: Names): Scene {
  const keys = new Map<string, number>();
  const newKey = (port: string) => keys.get(port) ?? keys.set(port, keys.size + 1).size;
  const packets = microflows.map(text => {
    const packet = parseMicroflow(text, names, newKey);
    if ('error' in packet) throw new Failure(`--against '${text}': ${packet.error.message}`);
    return packet.value;
  });
  return { packets, portKeys: port => keys.get(port) };
}
