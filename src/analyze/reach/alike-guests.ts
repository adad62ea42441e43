/**
 * Guests that behave alike: if two of them are exchanged, every flow and every row that decides about packets stays the same.
 * So what is known about the packets of one is known about the other. Guests that differ in a way that does not matter can
 * be taken as different, which costs time and changes no answer.
 */
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import { withoutOptions } from '../../sema/flow-facts/action-facts.ts';
import { ordersAddresses } from '../../sema/flow-facts/match-facts.ts';
import type { Guest } from '../guests/guest.ts';
import { fitsMask, portWords, replaceWords, wordsIn } from './port-words.ts';

/** Each group is not empty, and in the order of the guests. */
export function alikeGuests(network: LogicalNetwork, guests: readonly Guest[]): readonly (readonly Guest[])[] {
  if (network.flows.all().some(({ match }) => ordersAddresses(match))) return guests.map(guest => [guest]);
  const facts = factsAbout(network, guests);
  const groups = new Map<string, Guest[]>();
  for (const guest of guests) {
    const key = JSON.stringify(facts.get(guest)!.sort());
    groups.set(key, [...(groups.get(key) ?? []), guest]);
  }
  return [...groups.values()];
}

type Facts = ReadonlyMap<Guest, string[]>;

function factsAbout(network: LogicalNetwork, guests: readonly Guest[]): Facts {
  const words = new Map(guests.map(guest => [guest, portWords(guest)]));
  const facts = new Map(guests.map(guest => [guest, [guest.port.datapath._uuid]]));
  const byWord = new Map<string, Guest[]>();
  for (const [guest, own] of words) {
    for (const word of own.keys()) byWord.set(word, [...(byWord.get(word) ?? []), guest]);
  }
  const masked = new Set<string>();
  for (const text of textsOf(network)) {
    const mentioned = new Set<Guest>();
    for (const word of wordsIn(text)) {
      if (word.includes('/')) masked.add(word);
      for (const guest of byWord.get(word) ?? []) mentioned.add(guest);
    }
    for (const guest of mentioned) facts.get(guest)!.push(replaceWords(text, word => words.get(guest)!.get(word)));
  }
  for (const [guest, own] of words) {
    facts.get(guest)!.push(...memberships(network, guest, own), ...masksOf(masked, own));
  }
  return facts;
}

/** What can name guests: flows, and the rows that flows look up. A text begins with what it is. */
function* textsOf(network: LogicalNetwork): Generator<string> {
  const { MAC_Binding, FDB, Load_Balancer, Port_Binding } = network;
  for (const { datapath, pipeline, table, priority, match, actions } of network.flows.all()) {
    yield [datapath._uuid, pipeline, table, priority, match, withoutOptions(actions)].join(' ');
  }
  for (const { logical_port, ip, mac } of MAC_Binding) yield `MAC_Binding ${JSON.stringify(logical_port)} ${ip} ${mac}`;
  for (const { mac, dp_key, port_key } of FDB) yield `FDB ${mac} ${nameOfPort(Port_Binding, dp_key, port_key)}`;
  for (const { vips } of Load_Balancer) yield `Load_Balancer ${[...vips].flat().join(' ')}`;
  for (const port of Port_Binding) yield portText(port);
}

const nameOfPort = (ports: readonly SbRow<'Port_Binding'>[], datapath: number, key: number): string => {
  const port = ports.find(({ tunnel_key, datapath: { tunnel_key: of } }) => tunnel_key === key && of === datapath);
  return port ? JSON.stringify(port.logical_port) : `${datapath} ${key}`;
};

const portText = (port: SbRow<'Port_Binding'>): string => {
  const { logical_port, type, mac, port_security, options, chassis, tag, up } = port;
  const others = [...options].filter(([name]) => !IDENTIFIERS.has(name)).flat();
  const rest = [type, mac.join(' '), port_security.join(' '), others.join(' '), chassis?._uuid, tag, up];
  return `Port_Binding ${JSON.stringify(logical_port)} ${rest.join(' ')} of ${JSON.stringify(port.parent_port ?? '')}`;
};

/** Options that every port has for itself, and that decide nothing about packets. */
const IDENTIFIERS: ReadonlySet<string> = new Set(['iface-id-ver', 'requested-tnl-key']);

/** The sets that the guest is in. */
function* memberships(network: LogicalNetwork, { port }: Guest, own: ReadonlyMap<string, string>): Generator<string> {
  const { Address_Set, Port_Group, Multicast_Group } = network;
  for (const { name, addresses } of Address_Set) {
    const members = addresses.flatMap(text => {
      const [word = ''] = wordsIn(text);
      return word.includes('/') ? masksOf([word], own) : (own.get(word) ?? []);
    });
    if (members.length > 0) yield `$${name} ${[...members].sort().join()}`;
  }
  for (const { name, ports } of Port_Group) if (ports.includes(port.logical_port)) yield `@${name}`;
  for (const { name, ports } of Multicast_Group) if (ports.includes(port)) yield `group ${name}`;
}

/** Which of the own words fit which of the masked ones. */
const masksOf = (masked: Iterable<string>, own: ReadonlyMap<string, string>): readonly string[] =>
  Array.from(masked).flatMap(mask =>
    Array.from(own)
      .filter(([word]) => fitsMask(mask, word))
      .map(([, name]) => `${name} in ${mask}`),
  );
