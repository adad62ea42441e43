/**
 * The real ovn-controller as a function: its input is the options of a VM's port and the frames that the VM sends; its
 * output is the frames that the VM receives. Open vSwitch runs with its own datapath ("dummy"), which needs neither a kernel
 * module nor privileges. Frames are sent through its control socket and received in capture files.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { toHex } from '../../../src/base/bytes/bytes.ts';
import { clientFrame } from '../../../src/dhcp/messages/client.ts';
import { decodeMessage, OP_REPLY } from '../../../src/dhcp/messages/message.ts';
import { decodeFrame, encodeFrame } from '../../../src/frames/frame.ts';
import { readPcap } from '../../../src/frames/pcap.ts';
import { call, type Sandbox, startSandbox } from './sandbox.ts';

/** Columns of northbound rows, with the values as in the database. */
export interface PortOptions {
  /** DHCP_Options:options of the VM's port. */
  readonly dhcpv4: ReadonlyMap<string, string>;
  readonly dhcpv6: ReadonlyMap<string, string>;
  /** Logical_Router_Port:ipv6_ra_configs of the router. */
  readonly routerAdvertisement: ReadonlyMap<string, string>;
}

export const VM = { port: 'vm', mac: '0a:58:ac:16:00:06', ip4: '172.22.0.6', ip6: 'fd00:22::6' } as const;
export const ROUTER = { mac: '0a:58:ac:16:00:01', ip4: '172.22.0.1', ip6: 'fd00:22::1' } as const;
/** A port that always gets a reply. When it has one, all earlier frames of the VM are processed. */
const WITNESS = { port: 'witness', mac: '0a:58:ac:16:00:99', ip4: '172.22.0.99' } as const;

/** Milliseconds; on an idle machine, ten are enough. */
const PATIENCE = 60_000;
/** The time for all programs to connect; on an idle machine, two seconds are enough. */
const START_PATIENCE = 20_000;
const ATTEMPTS = 3;
const SWITCH_CONTROL = 'switch.ctl';
const PCAP_HEADER_LENGTH = 24;
const PCAP_RECORD_LENGTH = 16;

export class RealController {
  private readonly sandbox: Sandbox;
  private sequence = 0;
  private witnessed = 0;
  /** The number of bytes read from each capture. */
  private readonly offsets = new Map<string, number>();

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  /** Sometimes one of the programs cannot connect to the others. Then all are started again. */
  static async start(): Promise<RealController> {
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return await RealController.attempt();
      } catch {}
    }
    return await RealController.attempt();
  }

  private static async attempt(): Promise<RealController> {
    const sandbox = await startSandbox();
    try {
      startSwitch(sandbox);
      sandbox.run('ovn-nbctl', ...inOne(NORTHBOUND));
      const controller = new RealController(sandbox);
      for (const { port } of [VM, WITNESS]) {
        await controller.waitFor('Logical_Switch_Port', { up: true }, [['name', '==', port]], START_PATIENCE);
      }
      return controller;
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.sandbox.stop();
  }

  /** The southbound database, from which ovn-controller reads the options. */
  get source(): string {
    return this.sandbox.path('sb.db');
  }

  /** Resolves when ovn-controller has installed the new flows, and Open vSwitch has removed the old ones. */
  async configure({ dhcpv4, dhcpv6, routerAdvertisement }: PortOptions): Promise<void> {
    const ofOptions = (name: string) => [['external_ids', 'includes', ['map', [['name', name]]]]];
    const updates = [
      ['DHCP_Options', ofOptions('dhcpv4'), { options: ['map', [...dhcpv4]] }],
      ['DHCP_Options', ofOptions('dhcpv6'), { options: ['map', [...dhcpv6]] }],
      ['Logical_Router_Port', [['name', '==', 'rp']], { ipv6_ra_configs: ['map', [...routerAdvertisement]] }],
    ] as const;
    await this.sandbox.change([
      'OVN_Northbound',
      ...updates.map(([table, where, row]) => ({ op: 'update', table, where, row })),
      { op: 'update', table: 'NB_Global', where: [], row: { nb_cfg: ++this.sequence } },
    ]);
    await this.waitFor('NB_Global', { hv_cfg: this.sequence });
    await this.control('revalidator/purge');
  }

  /** The frames that the VM receives after sending a frame. Throws if ovn-controller stops answering. */
  async send(frame: Uint8Array): Promise<Uint8Array[]> {
    await this.receive(VM.port, frame);
    const witness = witnessFrame(++this.witnessed);
    await this.receive(WITNESS.port, encodeFrame(witness));
    for (let look = 0; look < PATIENCE; look++) {
      if (this.sent(WITNESS.port).some(isReplyTo(this.witnessed))) return this.sent(VM.port).filter(isAnswer);
      await setTimeout(1);
    }
    throw new Error(`ovn-controller stops answering after ${toHex(frame)}`);
  }

  private async receive(port: string, frame: Uint8Array): Promise<void> {
    await this.control('netdev-dummy/receive', port, toHex(frame));
  }

  private control(command: string, ...args: readonly string[]): Promise<unknown> {
    return call(this.sandbox.path(SWITCH_CONTROL), command, args);
  }

  /** The frames that a port has sent since the last call. */
  private sent(port: string): Uint8Array[] {
    const offset = this.offsets.get(port) ?? PCAP_HEADER_LENGTH;
    const file = readFileSync(this.sandbox.path(captureName(port)));
    const fresh = Buffer.concat([file.subarray(0, PCAP_HEADER_LENGTH), file.subarray(offset)]);
    const frames = (readPcap(fresh, port).value ?? []).map(({ bytes }) => bytes);
    const read = frames.reduce((length, bytes) => length + PCAP_RECORD_LENGTH + bytes.length, 0);
    this.offsets.set(port, offset + read);
    return frames;
  }

  private async waitFor(
    table: string,
    row: Readonly<Record<string, unknown>>,
    where: readonly unknown[] = [],
    timeout = PATIENCE,
  ): Promise<void> {
    const reached = { until: '==', columns: Object.keys(row), rows: [row] };
    await this.sandbox.change(['OVN_Northbound', { op: 'wait', table, where, timeout, ...reached }]);
  }
}

const captureName = (port: string): string => `${port}.pcap`;

/** A switch with a port for the VM and one for the witness, and the programs of a hypervisor of OVN. */
function startSwitch(sandbox: Sandbox): void {
  const { remote, path } = sandbox;
  const settings = {
    'system-id': 'hypervisor',
    'ovn-remote': remote,
    'ovn-encap-type': 'geneve',
    'ovn-encap-ip': '127.0.0.1',
  };
  const assignments = Object.entries(settings).map(([key, value]) => `external_ids:${key}="${value}"`);
  const vsctl = (...commands: readonly (readonly string[])[]) =>
    sandbox.run('ovs-vsctl', `--db=${remote}`, '--timeout=60', ...inOne(commands));
  const ports = [VM, WITNESS].flatMap(({ port }) => [
    ['add-port', 'br-int', port],
    [
      'set',
      'interface',
      port,
      'type=dummy',
      `external_ids:iface-id=${port}`,
      `options:tx_pcap=${path(captureName(port))}`,
    ],
  ]);

  vsctl(['--no-wait', 'set', 'Open_vSwitch', '.', ...assignments]);
  sandbox.start(
    'ovs-vswitchd',
    remote,
    '--enable-dummy=system',
    '--disable-system',
    `--unixctl=${path(SWITCH_CONTROL)}`,
  );
  vsctl(['add-br', 'br-int'], ['set', 'bridge', 'br-int', 'datapath_type=dummy', 'fail-mode=secure'], ...ports);
  sandbox.start('ovn-northd');
  sandbox.start('ovn-controller', remote);
}

/** Several commands of ovs-vsctl or ovn-nbctl at once. */
const inOne = (commands: readonly (readonly string[])[]): string[] =>
  commands.flatMap((command, index) => (index === 0 ? command : ['--', ...command]));

const dhcpOptions = (id: string, cidr: string, ...options: readonly string[]) => [
  `--id=@${id}`,
  ...['create', 'DHCP_Options', `cidr="${cidr}"`, `external_ids:name=${id}`],
  ...options.map(option => `options:${option}`),
];

/** A switch with both ports and a router. The columns that cases change are empty. */
const NORTHBOUND = [
  ['ls-add', 'sw'],
  ['lr-add', 'lr'],
  ['lrp-add', 'lr', 'rp', ROUTER.mac, `${ROUTER.ip4}/16`, `${ROUTER.ip6}/64`],
  ['lsp-add', 'sw', 'sp'],
  ['lsp-set-type', 'sp', 'router'],
  ['lsp-set-addresses', 'sp', 'router'],
  ['lsp-set-options', 'sp', 'router-port=rp'],
  ['lsp-add', 'sw', VM.port],
  ['lsp-set-addresses', VM.port, `${VM.mac} ${VM.ip4} ${VM.ip6}`],
  ['lsp-add', 'sw', WITNESS.port],
  ['lsp-set-addresses', WITNESS.port, `${WITNESS.mac} ${WITNESS.ip4}`],
  dhcpOptions('dhcpv4', '172.22.0.0/16'),
  dhcpOptions('dhcpv6', 'fd00:22::/64'),
  dhcpOptions('witness', '172.22.0.0/16', 'lease_time=1', 'server_id=172.22.0.98', 'server_mac="0a:58:ac:16:00:98"'),
  ['set', 'Logical_Switch_Port', VM.port, 'dhcpv4_options=@dhcpv4', 'dhcpv6_options=@dhcpv6'],
  ['set', 'Logical_Switch_Port', WITNESS.port, 'dhcpv4_options=@witness'],
];

const witnessFrame = (xid: number) =>
  clientFrame({ mac: Number(`0x${WITNESS.mac.replaceAll(':', '')}`), xid }, { kind: 'discover' });

const isReplyTo = (xid: number) => (bytes: Uint8Array) => {
  const { frame } = { frame: undefined, ...decodeFrame(bytes) };
  const { message } = { message: undefined, ...(frame && decodeMessage(frame.payload)) };
  return message?.op === OP_REPLY && message.xid === xid;
};

const ROUTER_ADVERTISEMENT = 134;

/** Excludes frames that the router forwards or sends; these tests are only about replies. */
const isAnswer = (bytes: Uint8Array): boolean =>
  toHex(bytes, 6, 12) !== ROUTER.mac.replaceAll(':', '') || bytes[54] === ROUTER_ADVERTISEMENT;
