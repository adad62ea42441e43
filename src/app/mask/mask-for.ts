/** Replaces the names and addresses of a source in any text, the same ones always by the same. */
import type { Inventory } from '../../analyze/inventory/items.ts';
import { MaskedAddresses } from './masked-addresses.ts';
import { MaskedNames } from './masked-names.ts';

export type Mask = (text: string) => string;

/** `others` are more names that are replaced, such as the paths of sources, each with its word. */
export function maskFor(inventory: Inventory, others: readonly (readonly [name: string, word: string])[] = []): Mask {
  const names = new MaskedNames();
  for (const [name, word] of [...others, ...namesOfUsers(inventory)]) names.add(name, word);
  // Most names of ports and switches are made of other names. Those that are not are names of their own.
  for (const [name, word] of namesOfRows(inventory)) if (names.replace(name) === name) names.add(name, word);
  const addresses = new MaskedAddresses();
  return text => addresses.replace(names.replace(text));
}

type Named = readonly [name: string | undefined, word: string];

function namesOfUsers({
  nodes,
  networks,
  ports,
  machines,
  policies,
  services,
  routers,
  switches,
}: Inventory): readonly [string, string][] {
  const found: readonly Named[] = [
    ...[...ports, ...policies, ...services, ...machines].map(({ namespace }): Named => [namespace, 'ns']),
    ...networks.flatMap(({ namespaces }) => namespaces).map((name): Named => [name, 'ns']),
    ...[...nodes, ...ports.map(({ node }) => node), ...routers.map(({ node }) => node)].map(
      (name): Named => [name, 'node'],
    ),
    ...switches.flatMap(({ nodes: of }) => of).map((name): Named => [name, 'node']),
    ...ports.flatMap(({ vm, pod }): Named[] => [
      [vm, 'vm'],
      [pod, 'pod'],
    ]),
    ...machines.map(({ name }): Named => [lastPart(name), 'vm']),
    ...networks.map(({ object }): Named => [object && 'name' in object ? object.name : undefined, 'net']),
    ...services.map(({ name }): Named => [lastPart(name), 'svc']),
  ];
  return found.filter((each): each is [string, string] => each[0] !== undefined);
}

const lastPart = (name: string): string => /[^/ ]*$/.exec(name)![0];

const namesOfRows = ({ switches, routers, ports, networks, policies }: Inventory): readonly [string, string][] => [
  ...networks.map(({ name }): [string, string] => [name, 'net']),
  ...switches.map(({ name }): [string, string] => [name, 'switch']),
  ...routers.flatMap(({ name, ports: of }): [string, string][] => [
    [name, 'router'],
    ...of.map((port): [string, string] => [port.name, 'port']),
  ]),
  ...ports.map(({ name }): [string, string] => [name, 'port']),
  ...policies.map(({ name }): [string, string] => [lastPart(name), 'policy']),
];
