/**
 * The real ovn-northd as a function: its input is a northbound database, its output the resulting rows and flows. One
 * server and one ovn-northd process many databases, each of which replaces the previous one. This is fast, but ovn-northd
 * keeps some state. So the results of a newly started ovn-northd are decisive.
 */

import { once } from '../../../src/base/remember.ts';
import type { LogicalNetwork } from '../../../src/network/logical-network.ts';
import { NB, type Nb } from '../../../src/ovn/schema/nb.ts';
import { SB, type Sb } from '../../../src/ovn/schema/sb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import { readLogicalNetwork } from '../../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../../src/read/ovsdb/log.ts';
import { readRows } from '../../../src/read/ovsdb/rows.ts';
import { nbToTransact } from '../../../src/render/nb/nb-transact.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

export interface RealNetwork {
  /** The northbound rows, with the changes of ovn-northd: addresses that it chose, ports that are up. */
  readonly nb: Nb;
  readonly sb: Sb;
  readonly network: LogicalNetwork;
  /** `ovn-sbctl dump-flows`. */
  readonly flows: string;
}

export class RealNorthd {
  readonly sandbox: Sandbox;
  private sequence = 0;

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  static async start(): Promise<RealNorthd> {
    const sandbox = await startSandbox();
    await sandbox.change(CHASSIS);
    sandbox.start('ovn-northd');
    return new RealNorthd(sandbox);
  }

  stop(): Promise<void> {
    return this.sandbox.stop();
  }

  /** Undefined if ovn-northd exits, or never finishes. Throws with the server's message if it rejects rows. */
  async run(nb: Nb): Promise<RealNetwork | undefined> {
    const isSettled = (await this.replace(newDatabase(NB))) && (await this.replace(nb)) && (await this.bindPorts());
    if (!isSettled) return undefined;
    const { tables } = readOvsdbLog(this.backup('OVN_Southbound'), 'sb');
    return {
      nb: readRows(NB, readOvsdbLog(this.backup('OVN_Northbound'), 'nb').tables),
      sb: readRows(SB, tables),
      network: readLogicalNetwork(tables, 'sb').value,
      flows: this.sandbox.run('ovn-sbctl', 'dump-flows'),
    };
  }

  /** The output of ovn-trace for a packet in the network of the last run. */
  trace(...args: readonly string[]): string {
    return this.sandbox.run('ovn-trace', ...args);
  }

  private async replace(nb: Nb): Promise<boolean> {
    const [row = newRow(NB, 'NB_Global', {})] = nb.NB_Global;
    const [database, ...inserts] = nbToTransact({ ...nb, NB_Global: [{ ...row, nb_cfg: ++this.sequence }] });
    const deletions = this.ownTables().map(table => ({ op: 'delete', table, where: [] }));
    await this.sandbox.change([database, ...deletions, ...inserts]);
    return await this.settles();
  }

  /** Sets the ports of VMs up, as ovn-controller does. */
  private async bindPorts(): Promise<boolean> {
    const isVif = [['type', '==', '']];
    await this.sandbox.change([
      'OVN_Southbound',
      { op: 'update', table: 'Port_Binding', where: isVif, row: { up: true } },
    ]);
    await this.sandbox.change([
      'OVN_Northbound',
      { op: 'update', table: 'NB_Global', where: [], row: { nb_cfg: ++this.sequence } },
    ]);
    return await this.settles();
  }

  /** Waits until ovn-northd has written all results (`ovn-nbctl --wait=sb sync`). */
  private async settles(): Promise<boolean> {
    const reached = { until: '==', columns: ['sb_cfg'], rows: [{ sb_cfg: this.sequence }] };
    const wait = { op: 'wait', table: 'NB_Global', where: [], timeout: PATIENCE, ...reached };
    const [result] = await this.sandbox.transact(['OVN_Northbound', wait]);
    return result?.error === undefined;
  }

  /** The tables that this release of ovsdb-server has, except the one whose row ovn-northd keeps. */
  private readonly ownTables = once(() => {
    const stored = this.sandbox.run('ovsdb-client', 'list-tables', this.sandbox.remote, 'OVN_Northbound').split('\n');
    return Object.keys(NB).filter(table => table !== 'NB_Global' && stored.includes(table));
  });

  private backup(database: string): Buffer {
    return Buffer.from(this.sandbox.run('ovsdb-client', 'backup', this.sandbox.remote, database));
  }
}

/** Milliseconds; a hundred times the usual duration. */
const PATIENCE = 3_000;

/** A chassis with all features of a current ovn-controller. */
const chassis = (name: string, ip: string, isRemote: boolean) => [
  {
    op: 'insert',
    table: 'Encap',
    'uuid-name': `encap_${name.replace('-', '_')}`,
    row: { type: 'geneve', ip, chassis_name: name },
  },
  {
    op: 'insert',
    table: 'Chassis',
    row: {
      name,
      hostname: name,
      encaps: ['named-uuid', `encap_${name.replace('-', '_')}`],
      other_config: ['map', [...features(), ...(isRemote ? ['is-remote'] : [])].map(key => [key, 'true'])],
    },
  },
];

function features(): string[] {
  return [
    'ct-commit-nat-v2',
    'ct-commit-to-zone',
    'ct-label-flush',
    'ct-next-zone',
    'ct-no-masked-label',
    'ct-state-save',
    'fdb-timestamp',
    'ls-dpg-column',
    'mac-binding-timestamp',
    'network-function',
    'ovn-ct-lb-related',
    'ovn-sample-with-registers',
    'port-up-notif',
  ];
}

/** `remote-0` is in another availability zone. */
const CHASSIS = [
  'OVN_Southbound',
  ...chassis('worker-0', '127.0.0.1', false),
  ...chassis('remote-0', '127.0.0.2', true),
];
