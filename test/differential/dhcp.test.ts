/**
 * Random options in the northbound database and random frames of a VM, given to the real ovn-controller: it sends the VM the
 * frames that udon says it sends, byte for byte. `UDON_CASES` sets how many sets of options; `UDON_SEED` and `UDON_PATH`
 * replay one.
 */
import { readFileSync } from 'node:fs';
import fc, { type Arbitrary } from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchange } from '../../src/analyze/dhcp-exchange.ts';
import { viewFrame } from '../../src/analyze/frame-view.ts';
import { findGuests } from '../../src/analyze/guest.ts';
import { decodeFrame } from '../../src/dhcp/frame.ts';
import { readLogicalNetwork } from '../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../src/read/ovsdb-log.ts';
import { Tracer } from '../../src/trace/trace.ts';
import { dhcpv4Frame } from './arbitrary-dhcp-frames.ts';
import { dhcpv4Options } from './arbitrary-dhcp-options.ts';
import { type PortOptions, RealController, VM } from './real-controller.ts';
import { describeWithOvn } from './sandbox.ts';

const { UDON_CASES = '200', UDON_SEED, UDON_PATH } = process.env;
const FRAMES = { minLength: 1, maxLength: 20 };
/** How many sets of options a failing one is made smaller by, at most. */
const MOST_SHRINKS = 300;

interface Case {
  readonly options: PortOptions;
  readonly frames: readonly Buffer[];
}

const NONE: ReadonlyMap<string, string> = new Map();

const CASES: Readonly<Record<string, Arbitrary<Case>>> = {
  DHCPv4: fc.record({
    options: dhcpv4Options.map(dhcpv4 => ({ dhcpv4, dhcpv6: NONE, routerAdvertisement: NONE })),
    frames: fc.array(dhcpv4Frame, FRAMES),
  }),
};

describeWithOvn('random options and frames', () => {
  let controller: RealController;
  beforeEach(async () => {
    controller = await RealController.start();
  });
  afterEach(() => controller?.stop());

  test.each(Object.entries(CASES))(
    '%s: the VM gets the frames that ovn-controller sends',
    { timeout: 3_600_000 },
    async (family, anyCase) => {
      const counts = { sets: 0, frames: 0, replies: 0 };
      let failedAt: number | undefined;
      const isSame = fc.asyncProperty(anyCase, async ({ options, frames }) => {
        if (failedAt !== undefined && counts.sets - failedAt > MOST_SHRINKS) return;
        counts.sets++;
        await controller.configure(options);
        const answer = udon(controller.source);
        for (const frame of frames) {
          const real = await controller.send(frame);
          const [own, recorded] = [answer(frame), hex(real)];
          counts.frames++;
          counts.replies += recorded.length;
          if (own.join() === recorded.join()) continue;
          failedAt ??= counts.sets;
          throw new Error(
            [`> ${frame.toString('hex')}`, ...recorded.map(line => `- ${line}`), ...own.map(line => `+ ${line}`)].join(
              '\n',
            ),
          );
        }
      });
      const details = await fc.check(isSame, {
        numRuns: Number(UDON_CASES),
        ...(UDON_SEED !== undefined && { seed: Number(UDON_SEED) }),
        ...(UDON_PATH !== undefined && { path: UDON_PATH }),
      });
      if (details.failed) expect.fail(explain(family, details));
      console.log(
        `${family}: ${counts.replies} replies to ${counts.frames} frames identical to ovn-controller's (seed ${details.seed}; ${details.numRuns} sets of options)`,
      );
    },
  );
});

/** What udon says the VM gets for a frame, by the southbound database in a file. */
function udon(source: string): (frame: Buffer) => string[] {
  const { tables } = readOvsdbLog(readFileSync(source), source);
  const { value: network } = readLogicalNetwork(tables, source);
  const guest = findGuests(network).find(({ port }) => port.logical_port === VM.port)!;
  const tracer = new Tracer(network);
  return frame => {
    const decoded = decodeFrame(frame);
    if (decoded.kind === 'fault') return [];
    const { reply } = exchange(viewFrame(decoded.frame, frame), guest, tracer);
    return reply ? hex([reply.bytes]) : [];
  };
}

const hex = (frames: readonly Buffer[]): string[] => frames.map(frame => frame.toString('hex'));

function explain(
  family: string,
  { seed, counterexample, counterexamplePath, errorInstance }: fc.RunDetails<[Case]>,
): string {
  const [{ options }] = counterexample!;
  return [
    'to a frame (>) the VM gets what ovn-controller sends (-), not what udon says (+):',
    (errorInstance as Error).message,
    ...Object.entries(options).map(([column, value]) => `${column}: ${JSON.stringify(Object.fromEntries(value))}`),
    `UDON_SEED=${seed} UDON_PATH=${counterexamplePath} npx vitest run test/differential/dhcp.test.ts -t ${family}`,
  ].join('\n');
}
