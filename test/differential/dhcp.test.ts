/**
 * Random options in the northbound database and random frames of a VM: the replies of the real ovn-controller equal udon's,
 * byte for byte. `UDON_CASES` sets the number of sets of options; `UDON_SEED` and `UDON_PATH` replay one.
 */
import { readFileSync } from 'node:fs';
import fc, { type Arbitrary } from 'fast-check';
import { afterEach, beforeEach, test } from 'vitest';
import { findGuests } from '../../src/analyze/guests/guest.ts';
import { exchange } from '../../src/analyze/lease/dhcp-exchange.ts';
import { viewFrame } from '../../src/analyze/lease/frame-view.ts';
import { toHex } from '../../src/base/bytes/bytes.ts';
import { decodeAnyFrame } from '../../src/frames/any-frame.ts';
import { readLogicalNetwork } from '../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../src/read/ovsdb/log.ts';
import { Tracer } from '../../src/trace/trace.ts';
import { dhcpv4Frame } from './arbitrary/dhcp-frames.ts';
import { dhcpv4Options, dhcpv6Options, routerAdvertisementOptions } from './arbitrary/dhcp-options.ts';
import { dhcpv6Frame, routerSolicitationFrame } from './arbitrary/ipv6-frames.ts';
import { expectNoDifference } from './random-cases.ts';
import { type PortOptions, RealController, VM } from './real/controller.ts';
import { describeWithOvn } from './real/sandbox.ts';

const HOUR = 3_600_000;
const SETS = 200;
const FRAMES = { minLength: 1, maxLength: 20 };
const FILE = 'test/differential/dhcp.test.ts';

interface Case {
  readonly options: PortOptions;
  readonly frames: readonly Uint8Array[];
}

const NONE: PortOptions = { dhcpv4: new Map(), dhcpv6: new Map(), routerAdvertisement: new Map() };

const caseOf = <K extends keyof PortOptions>(
  column: K,
  options: Arbitrary<PortOptions[K]>,
  frame: Arbitrary<Uint8Array>,
) =>
  fc.record<Case>({ options: options.map(value => ({ ...NONE, [column]: value })), frames: fc.array(frame, FRAMES) });

const CASES: Readonly<Record<string, Arbitrary<Case>>> = {
  DHCPv4: caseOf('dhcpv4', dhcpv4Options, dhcpv4Frame),
  DHCPv6: caseOf('dhcpv6', dhcpv6Options, dhcpv6Frame),
  'router advertisement': caseOf('routerAdvertisement', routerAdvertisementOptions, routerSolicitationFrame),
};

describeWithOvn('random options and frames', () => {
  let controller: RealController;
  beforeEach(async () => {
    controller = await RealController.start();
  });
  afterEach(() => controller?.stop());

  test.each(Object.entries(CASES))(
    '%s: the VM gets the frames that ovn-controller sends',
    { timeout: HOUR },
    async (family, arbitrary) => {
      const tally = { frames: 0, replies: 0 };
      const cases = await expectNoDifference({
        arbitrary,
        count: SETS,
        file: `${FILE} -t '${family}'`,
        async difference({ options, frames }) {
          await controller.configure(options);
          const answer = udon(controller.source);
          for (const frame of frames) {
            const real = hex(await controller.send(frame));
            const own = answer(frame);
            if (!own) continue;
            tally.frames++;
            tally.replies += real.length;
            if (own.join() !== real.join()) return describeDifference(frame, real, own);
          }
          return '';
        },
        print: ({ options }) =>
          JSON.stringify(options, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value), 2),
      });
      console.log(
        `${family}: ${tally.replies} replies to ${tally.frames} frames identical to ovn-controller's (${cases})`,
      );
    },
  );
});

const describeDifference = (frame: Uint8Array, real: readonly string[], own: readonly string[]): string =>
  [`to ${toHex(frame)}`, ...real.map(line => `- ${line}`), ...own.map(line => `+ ${line}`)].join('\n');

/**
 * udon's replies to a frame, with the southbound database in a file. Undefined if ovn-controller would send uninitialized
 * memory.
 */
function udon(source: string): (frame: Uint8Array) => string[] | undefined {
  const { tables } = readOvsdbLog(readFileSync(source), source);
  const { value: network } = readLogicalNetwork(tables, source);
  const guest = findGuests(network).find(({ port }) => port.logical_port === VM.port)!;
  const tracer = new Tracer(network);
  return frame => {
    const decoded = decodeAnyFrame(frame);
    if (decoded.kind === 'fault') return [];
    const { reply, noReply } = exchange(viewFrame(decoded.frame, frame), guest, tracer);
    if (noReply?.reason === 'client-identifier-cut-short') return undefined;
    return reply ? hex([reply.bytes]) : [];
  };
}

const hex = (frames: readonly Uint8Array[]): string[] => frames.map(frame => toHex(frame));
