/** The answer of a case as a snapshot keeps it: with names, and without UUIDs, keys, table numbers and lengths. */
import type { ConnectionCase, LeaseCase, MatrixCase, NeighborCase, TestCase } from '../../analyze/expect/test-case.ts';
import type { Fault, Result } from '../../base/result.ts';
import { connectionSnapshot, leaseSnapshot, neighborSnapshot } from '../../render/report/tests/snapshot-lines.ts';
import { leaseOf } from '../lease/lease-of.ts';
import { whoAnswersFor } from '../neighbor/who-answers-for.ts';
import { explainPacket, type PacketQuestion, pairsIn } from './run-connection.ts';
import { namesMeant } from './select-who.ts';
import type { TestSession } from './test-session.ts';

type Lines = Result<readonly string[], Pick<Fault, 'message'>>;

export async function snapshotText(
  each: TestCase,
  session: TestSession,
): Promise<Result<string, Pick<Fault, 'message'>>> {
  const lines = await linesOf(each, session);
  return 'error' in lines ? lines : { value: lines.value.map(line => `${line.trimEnd()}\n`).join('') };
}

function linesOf(each: TestCase, session: TestSession): Promise<Lines> {
  switch (each.kind) {
    case 'connection':
      return connectionLines(each, session);
    case 'matrix':
      return packetLines(matrixQuestions(each), session);
    case 'lease':
      return leaseLines(each, session);
    case 'neighbor':
      return neighborLines(each, session);
  }
}

async function connectionLines(each: ConnectionCase, session: TestSession): Promise<Lines> {
  const pairs = await pairsIn(each, session);
  if ('error' in pairs) return pairs;
  const { allow, deny } = each.expect;
  const listed = [allow, deny].flatMap(ports => (Array.isArray(ports) ? ports : []));
  const ports = listed.length > 0 ? [...new Set(listed)] : [each.port];
  return packetLines(
    pairs.value.flatMap(([from, to]) => ports.map(port => ({ from, to, port }))),
    session,
  );
}

const matrixQuestions = ({ cells }: MatrixCase): readonly PacketQuestion[] =>
  cells.flatMap(({ from, to, allow, deny }) => [...allow, ...deny].map(port => ({ from, to, port })));

async function packetLines(questions: readonly PacketQuestion[], session: TestSession): Promise<Lines> {
  const lines: string[] = [];
  for (const question of questions) {
    const answer = await explainPacket(question, session);
    if ('error' in answer) return answer;
    lines.push(...connectionSnapshot(answer.value.explanation));
  }
  return { value: lines };
}

async function leaseLines({ who, isIPv6 }: LeaseCase, session: TestSession): Promise<Lines> {
  return ofEach(await namesMeant(who, session), async name => {
    const opened = await session.openFor(name);
    if ('error' in opened) return opened;
    const lease = leaseOf(opened.value, name, { ipv6: isIPv6 });
    return 'error' in lease ? lease : { value: leaseSnapshot(name, lease.value, lease.value.verdict) };
  });
}

async function neighborLines({ from, address }: NeighborCase, session: TestSession): Promise<Lines> {
  return ofEach(await namesMeant(from, session), async name => {
    const opened = await session.openFor(name);
    if ('error' in opened) return opened;
    const answer = whoAnswersFor(address, name, opened.value);
    return 'error' in answer ? answer : { value: neighborSnapshot(answer.value) };
  });
}

async function ofEach(names: Result<readonly string[], Fault>, ask: (name: string) => Promise<Lines>): Promise<Lines> {
  if ('error' in names) return names;
  const lines: string[] = [];
  for (const name of names.value) {
    const found = await ask(name);
    if ('error' in found) return found;
    lines.push(...found.value);
  }
  return { value: lines };
}
