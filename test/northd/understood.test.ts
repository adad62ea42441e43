/**
 * Every flow that udon compiles, of each recorded database and each sample, in each release, can be parsed and bound, and has an
 * origin: the rule that makes it, and the northbound row that it is made for.
 */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseActions } from '../../src/lang/action-parser.ts';
import { parseMatch } from '../../src/lang/match-parser.ts';
import type { LogicalFlow } from '../../src/network/logical-network.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { RELEASES } from '../../src/ovn/release/release.ts';
import type { Nb } from '../../src/ovn/schema/nb.ts';
import { bindActions } from '../../src/sema/actions/bind-actions.ts';
import { positionOf } from '../../src/sema/actions/kit/context.ts';
import { bindMatch } from '../../src/sema/match/bind-match.ts';
import { openPaths } from '../support/open-paths.ts';
import { featureRecordings, northbound, recordingsOf, routerRecordings } from '../support/recorded-databases.ts';
import { ROOT } from '../support/root.ts';

/** Errors in the texts of northbound rows that were recorded on purpose: ovn-northd copies them, ovn-trace rejects them. */
const NAME_WITHOUT_QUOTES = "Syntax error at `vm' expecting constant.";
const ADDRESSES_AS_PORT = 'String field outport is not compatible with integer constant.';
const TEMPLATE = 'Unexpanded template.';
const VARIABLE_AS_CONSTANT = "Syntax error at `vip6' expecting constant.";
const VARIABLE_AS_FIELD = "Syntax error at `vip6' expecting field name.";
/** Of backends that are template variables, which only ovn-controller can replace. */
const variablesAsBackends = (...names: readonly string[]) =>
  names.map(name => `Syntax error at \`${name}' expecting IP address.`);
/** Of such VIPs with an affinity timeout, and of VIPs that other routers know, if all are of IPv6. */
const VARIABLES_AS_VIPS = ['[^vip]:^port', '[^vip2]:80'].map(vip => `Syntax error at \`"${vip}"' invalid parameter.`);
const NO_ADDRESS = "Syntax error at `}' expecting constant.";
/** Of MACs that flows have as they are written, and of addresses with an interface. */
const UNUSUAL_ADDRESSES = [
  "Invalid character `%' in input.",
  'Invalid numeric constant.',
  "Syntax error at `;' expecting constant.",
  "Syntax error at `x' expecting field name.",
  "Syntax error at `&&' expecting constant.",
  "Syntax error at `x' expecting constant.",
  "Invalid character `+' in input.",
  'Invalid syntax in hexadecimal constant.',
];
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'networks/25.03.0/random/r105': ["Syntax error at `h' expecting constant."],
  'northd/25.03.0/address-forms': UNUSUAL_ADDRESSES,
  'northd/25.03.0/acls': [ADDRESSES_AS_PORT],
  'northd/25.03.0/acls-other-options': [ADDRESSES_AS_PORT],
  'northd/25.03.0/gateway-port': [TEMPLATE],
  'northd/25.03.0/load-balancers': [TEMPLATE],
  'northd/25.03.0/port-types': [NAME_WITHOUT_QUOTES],
  'northd/25.03.0/rarities': [
    TEMPLATE,
    ...variablesAsBackends('^other', '^backend', '^backend6'),
    VARIABLE_AS_CONSTANT,
    VARIABLE_AS_FIELD,
  ],
  'northd/25.03.0/router-nat': [
    NO_ADDRESS,
    TEMPLATE,
    ...variablesAsBackends('^backends', '^b', '^c'),
    ...VARIABLES_AS_VIPS,
  ],
  'northd/25.03.0/two-gateway-ports': [TEMPLATE],
  'routers/25.03.0/r204': [TEMPLATE, ...variablesAsBackends('^bk10_1')],
  'routers/25.03.0/r208': [TEMPLATE, ...variablesAsBackends('^bk10_0')],
  'routers/25.03.0/r219': [TEMPLATE, ...variablesAsBackends('^bk10_1')],
  'samples/doctor/option-malformed.nb.db': ["Syntax error at `hostname' expecting constant."],
  'samples/doctor/option-unknown.nb.db': ["Syntax error at `dns_servers' expecting DHCPv4 option name."],
};

/** Its only network has no namespace that may use it, so OVN-Kubernetes does not make it. */
const WITHOUT_FLOWS = 'samples/doctor/namespace-label-missing.yaml';

const NAMES = {
  addressSet: () => [{ notation: 'ipv4' as const, value: 0x0a000001n }],
  portGroup: () => ['port'],
};

/** The folders of manifests, and each network with a fault: manifests, or northbound databases. */
const SAMPLES = [
  'cudn2',
  'talks',
  'vms',
  ...readdirSync(`${ROOT}/samples/doctor`, { recursive: true, encoding: 'utf8' })
    .filter(name => /nb\.db$|\.yaml$/.test(name))
    .map(name => `doctor/${name}`),
];

async function sampleNb(name: string): Promise<Nb> {
  const { value, diagnostics } = await openPaths([`${ROOT}/samples/${name}`], { mayLackNetworks: true });
  if (!value?.nb) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value.nb;
}

const databases: readonly [string, () => Nb | Promise<Nb>][] = [
  ...[...recordingsOf('25.03.0'), ...featureRecordings(), ...routerRecordings()].map(
    (recording): [string, () => Nb] => [recording, () => northbound(recording)],
  ),
  ...SAMPLES.map((name): [string, () => Promise<Nb>] => [`samples/${name}`, () => sampleNb(name)]),
];

/** Before 25.03, only the first of several gateway ports of a router balances, so the backends of others are in no flow. */
const REFUSED_BEFORE_25_03: typeof REFUSED = {
  ...REFUSED,
  'northd/25.03.0/router-nat': REFUSED['northd/25.03.0/router-nat']!.filter(fault => !fault.includes('^c')),
};

describe.each(RELEASES)('%s', release => {
  const refused = release < '25.03' ? REFUSED_BEFORE_25_03 : REFUSED;

  test.each(databases)('%s', async (name, read) => {
    const flows = compileNetwork(await read(), { release }).network.flows.all();
    expect(flows.length > 0).toBe(name !== WITHOUT_FLOWS);
    expect(flows.filter(({ rule, madeFor }) => !rule?.ovn || !madeFor?.row)).toEqual([]);
    const faults = flows.flatMap(flow => [faultOfMatch(flow, release), faultOfActions(flow, release)].flat());
    expect(new Set(faults)).toEqual(new Set(refused[name]));
  });
});

function faultOfMatch({ match }: LogicalFlow, release: (typeof RELEASES)[number]): string[] {
  const bound = bindMatch(parseMatch(match), match, { ...NAMES, release });
  return 'error' in bound ? [bound.error.message] : [];
}

function faultOfActions({ actions, pipeline, table }: LogicalFlow, release: (typeof RELEASES)[number]): string[] {
  const bound = bindActions(parseActions(actions), positionOf({ pipeline, table }, release));
  return 'error' in bound ? [bound.error.message] : [];
}
