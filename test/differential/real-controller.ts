/**
 * The real ovn-controller as a function: the options of a VM's port and the frames that the VM sends in, the frames that it
 * gets back out. Open vSwitch runs beside it with a datapath of its own ("dummy"), for which neither a kernel module nor any
 * rights are needed; frames go in through its control socket and come out in capture files.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { clientFrame } from '../../src/dhcp/client.ts';
import { decodeFrame, encodeFrame } from '../../src/dhcp/frame.ts';
import { decodeMessage, OP_REPLY } from '../../src/dhcp/message.ts';
import { readPcap } from '../../src/dhcp/pcap.ts';
import { call, type Sandbox, startSandbox } from './sandbox.ts';

/** Columns of northbound rows; values as they stand there. */
export interface PortOptions {
  /** DHCP_Options:options of the VM's port. */
  readonly dhcpv4: ReadonlyMap<string, string>;
  readonly dhcpv6: ReadonlyMap<string, string>;
  /** Logical_Router_Port:ipv6_ra_configs of the router. */
  readonly routerAdvertisement: ReadonlyMap<string, string>;
}

export const VM = { port: 'vm', mac: '0a:58:ac:16:00:06', ip4: '172.22.0.6', ip6: 'fd00:22::6' } as const;
export const ROUTER = { mac: '0a:58:ac:16:00:01', ip4: '172.22.0.1', ip6: 'fd00:22::1' } as const;
/** A port that always gets an answer: when it has one, all that the VM sent before has had its own. */
const WITNESS = { port: 'witness', mac: '0a:58:ac:16:00:99', ip4: '172.22.0.99' } as const;

/** Milliseconds; a thousand times what it takes. */
const PATIENCE = 10_000;
const SWITCH_CONTROL = 'switch.ctl';
const PCAP_HEADER_LENGTH = 24;
const PCAP_RECORD_LENGTH = 16;

export class RealController {
  private readonly sandbox: Sandbox;
  private readonly rows: Rows;
  private sequence = 0;
  private witnessed = 0;
  /** How far each capture has been read. */
  private readonly offsets = new Map<string, number>();

  private constructor(sandbox: Sandbox, rows: Rows) {
    this.sandbox = sandbox;
    this.rows = rows;
  }

  static async start(): Promise<RealController> {
    const sandbox = await startSandbox();
    startSwitch(sandbox);
    const controller = new RealController(sandbox, createRows(sandbox));
    await controller.waitFor('OVN_Southbound', 'Chassis', '!=', []);
    await controller.waitFor('OVN_Southbound', 'Port_Binding', '!=', [{ up: false }], [['type', '==', '']]);
    return controller;
  }

  stop(): Promise<void> {
    return this.sandbox.stop();
  }

  /** The southbound database, in which ovn-controller finds what the options have become. */
  get source(): string {
    return this.sandbox.path('sb.db');
  }

  /** Resolves when ovn-controller has installed the flows that follow, and Open vSwitch has forgotten those of before. */
  async configure({ dhcpv4, dhcpv6, routerAdvertisement }: PortOptions): Promise<void> {
    const updates = [
      ['DHCP_Options', this.rows.dhcpv4, 'options', dhcpv4],
      ['DHCP_Options', this.rows.dhcpv6, 'options', dhcpv6],
      ['Logical_Router_Port', this.rows.routerPort, 'ipv6_ra_configs', routerAdvertisement],
    ] as const;
    await this.transact([
      'OVN_Northbound',
      ...updates.map(([table, uuid, column, value]) => ({
        op: 'update',
        table,
        where: [['_uuid', '==', ['uuid', uuid]]],
        row: { [column]: ['map', [...value]] },
      })),
      { op: 'update', table: 'NB_Global', where: [], row: { nb_cfg: ++this.sequence } },
    ]);
    await this.waitFor('OVN_Northbound', 'NB_Global', '==', [{ hv_cfg: this.sequence }]);
    await this.control('revalidator/purge');
  }

  /** What the VM gets back for a frame. Throws if ovn-controller answers nobody any more. */
  async send(frame: Buffer): Promise<Buffer[]> {
    await this.receive(VM.port, frame);
    const witness = witnessFrame(++this.witnessed);
    await this.receive(WITNESS.port, encodeFrame(witness));
    for (let look = 0; look < PATIENCE; look++) {
      if (this.sent(WITNESS.port).some(isReplyTo(this.witnessed))) return this.sent(VM.port).filter(isAnswer);
      await setTimeout(1);
    }
    throw new Error(`ovn-controller does not outlive ${frame.toString('hex')}`);
  }

  private async receive(port: string, frame: Buffer): Promise<void> {
    await this.control('netdev-dummy/receive', port, frame.toString('hex'));
  }

  private control(command: string, ...args: readonly string[]): Promise<unknown> {
    return call(this.sandbox.path(SWITCH_CONTROL), command, args);
  }

  /** The frames that came out of a port since the last look. */
  private sent(port: string): Buffer[] {
    const offset = this.offsets.get(port) ?? PCAP_HEADER_LENGTH;
    const file = readFileSync(this.sandbox.path(captureName(port)));
    const fresh = Buffer.concat([file.subarray(0, PCAP_HEADER_LENGTH), file.subarray(offset)]);
    const frames = (readPcap(fresh, port).value ?? []).map(({ bytes }) => bytes);
    const read = frames.reduce((length, bytes) => length + PCAP_RECORD_LENGTH + bytes.length, 0);
    this.offsets.set(port, offset + read);
    return frames;
  }

  private async waitFor(
    database: string,
    table: string,
    until: '==' | '!=',
    rows: readonly object[],
    where: readonly unknown[] = [],
  ): Promise<void> {
    const columns = Object.keys(rows[0] ?? {});
    await this.transact([database, { op: 'wait', table, where, until, columns, rows, timeout: PATIENCE }]);
  }

  private async transact(params: readonly unknown[]): Promise<void> {
    const failed = (await this.sandbox.transact(params)).filter(({ error }) => error);
    if (failed.length > 0) throw new Error(failed.map(({ error, details }) => `${error}: ${details}`).join('\n'));
  }
}

const captureName = (port: string): string => `${port}.pcap`;

/** A switch with a port for the VM and one for the witness, and the programs that make it a hypervisor of OVN. */
function startSwitch(sandbox: Sandbox): void {
  const { remote, path } = sandbox;
  const settings = {
    'system-id': 'hypervisor',
    'ovn-remote': remote,
    'ovn-encap-type': 'geneve',
    'ovn-encap-ip': '127.0.0.1',
  };
  const assignments = Object.entries(settings).map(([key, value]) => `external_ids:${key}="${value}"`);
  const vsctl = (...args: readonly string[]) => sandbox.run('ovs-vsctl', `--db=${remote}`, ...args);

  sandbox.start(
    'ovs-vswitchd',
    remote,
    '--enable-dummy=system',
    '--disable-system',
    `--unixctl=${path(SWITCH_CONTROL)}`,
  );
  vsctl('--no-wait', 'init', '--', 'set', 'Open_vSwitch', '.', ...assignments);
  vsctl('add-br', 'br-int', '--', 'set', 'bridge', 'br-int', 'datapath_type=dummy', 'fail-mode=secure');
  for (const { port } of [VM, WITNESS]) {
    const columns = ['type=dummy', `external_ids:iface-id=${port}`, `options:tx_pcap=${path(captureName(port))}`];
    vsctl('add-port', 'br-int', port, '--', 'set', 'interface', port, ...columns);
  }
  sandbox.start('ovn-northd');
  sandbox.start('ovn-controller', remote);
}

/** The UUIDs of the rows that cases change. */
type Rows = Readonly<Record<'dhcpv4' | 'dhcpv6' | 'routerPort', string>>;

function createRows({ run }: Sandbox): Rows {
  const nbctl = (...args: readonly string[]) => run('ovn-nbctl', ...args).trim();
  const dhcpOptions = (cidr: string, ...options: readonly string[]) =>
    nbctl('create', 'DHCP_Options', `cidr="${cidr}"`, ...options.map(option => `options:${option}`));

  nbctl('ls-add', 'sw');
  nbctl('lr-add', 'lr', '--', 'lrp-add', 'lr', 'rp', ROUTER.mac, `${ROUTER.ip4}/16`, `${ROUTER.ip6}/64`);
  nbctl('lsp-add', 'sw', 'sp', '--', 'lsp-set-type', 'sp', 'router', '--', 'lsp-set-addresses', 'sp', 'router');
  nbctl('lsp-set-options', 'sp', 'router-port=rp');
  nbctl('lsp-add', 'sw', VM.port, '--', 'lsp-set-addresses', VM.port, `${VM.mac} ${VM.ip4} ${VM.ip6}`);
  nbctl('lsp-add', 'sw', WITNESS.port, '--', 'lsp-set-addresses', WITNESS.port, `${WITNESS.mac} ${WITNESS.ip4}`);
  const dhcpv4 = dhcpOptions('172.22.0.0/16');
  const dhcpv6 = dhcpOptions('fd00:22::/64');
  nbctl('lsp-set-dhcpv4-options', VM.port, dhcpv4, '--', 'lsp-set-dhcpv6-options', VM.port, dhcpv6);
  const ofWitness = ['lease_time=1', 'server_id=172.22.0.98', 'server_mac="0a:58:ac:16:00:98"'];
  nbctl('lsp-set-dhcpv4-options', WITNESS.port, dhcpOptions('172.22.0.0/16', ...ofWitness));
  return { dhcpv4, dhcpv6, routerPort: nbctl('get', 'Logical_Router_Port', 'rp', '_uuid') };
}

const witnessFrame = (xid: number) =>
  clientFrame({ mac: Number(`0x${WITNESS.mac.replaceAll(':', '')}`), xid }, { kind: 'discover' });

const isReplyTo = (xid: number) => (bytes: Buffer) => {
  const { frame } = { frame: undefined, ...decodeFrame(bytes) };
  const { message } = { message: undefined, ...(frame && decodeMessage(frame.payload)) };
  return message?.op === OP_REPLY && message.xid === xid;
};

const ROUTER_ADVERTISEMENT = 134;

/** Not what the router passes on, or asks: where a frame goes that is no request is another question. */
const isAnswer = (bytes: Buffer): boolean =>
  bytes.toString('hex', 6, 12) !== ROUTER.mac.replaceAll(':', '') || bytes[54] === ROUTER_ADVERTISEMENT;
