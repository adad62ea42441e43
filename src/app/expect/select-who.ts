/** The VMs, pods and ports that a case is about, by name. */
import type { Who } from '../../analyze/expect/test-case.ts';
import { guestsCalled } from '../../analyze/guests/guest.ts';
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import { rememberTexts } from '../../base/remember.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { TestSession } from './test-session.ts';

export type WhoFault = 'set-empty' | 'guest-unknown';

type SetOf = Extract<Who, { kind: 'set' }>;

/** Each once, at least one. A virtual machine that runs is in a set also if it has no port. */
export async function namesMeant(who: Who, session: TestSession): Promise<Result<readonly string[], Fault>> {
  if (who.kind === 'name') return { value: [who.name] };
  const members = await session.members();
  if ('error' in members) return members;
  const { guests, machines } = members.value;
  const running = machines
    .filter(({ isRunning }) => isRunning)
    .map(({ namespace, name }) => ({ namespace, name, isVm: true }));
  const ported = guests.flatMap(({ namespace, vm, pod }) =>
    namespace === undefined || pod === undefined ? [] : [{ namespace, name: vm ?? pod, isVm: vm !== undefined }],
  );
  const isWanted = (isVm: boolean) => who.of === undefined || isVm === (who.of === 'VirtualMachine');
  const names = [...running, ...ported]
    .filter(({ namespace, isVm }) => namespace === who.namespace && isWanted(isVm))
    .map(({ namespace, name }) => `${namespace}/${name}`);
  return without([...new Set(names)].sort(), who);
}

const KINDS = { VirtualMachine: 'virtual machine', Pod: 'pod' } as const;

function without(
  names: readonly string[],
  { namespace, of, except }: SetOf,
): Result<readonly string[], Fault<WhoFault>> {
  const excluded = except.map(name => (name.includes('/') ? name : `${namespace}/${name}`));
  const unknown = excluded.find(name => !names.includes(name));
  if (unknown !== undefined && names.length > 0)
    return failed('guest-unknown', `${unknown} is not in the set${suggestion(nearMiss(unknown, names))}`);
  const left = names.filter(name => !excluded.includes(name));
  if (left.length > 0) return { value: left };
  const what = of ? KINDS[of] : 'VM or pod';
  return failed(
    'set-empty',
    `there is no ${what} in namespace ${namespace}${except.length > 0 ? ' except those that are left out' : ''}`,
  );
}

/** All pairs, except of one with itself, by any of its names. */
export async function sendersAndReceivers(
  from: readonly string[],
  to: readonly string[],
  session: TestSession,
): Promise<readonly (readonly [string, string])[]> {
  const members = await session.members();
  const guests = 'error' in members ? [] : members.value.guests;
  const ownName = rememberTexts((name: string) => guestsCalled(name, guests)[0]?.name ?? name);
  return from.flatMap(sender =>
    to.filter(target => ownName(target) !== ownName(sender)).map(target => [sender, target] as const),
  );
}
