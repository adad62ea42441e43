/** The stages of ACLs. test/northd compares the flows of ACLs with OVN's. */
import { expect, test } from 'vitest';
import { ACL_POINTS, aclFlowPriority, aclPoint } from '../../src/ovn/acl.ts';
import { isAclStage, purposeOf } from '../../src/ovn/release/stage-purpose.ts';
import { STAGES } from '../../src/ovn/release/stages.ts';

test.each([
  ['from-lport', {}, 'from-lport'],
  ['from-lport', { 'apply-after-lb': 'true' }, 'from-lport-after-lb'],
  ['from-lport', { 'apply-after-lb': 'false' }, 'from-lport'],
  ['to-lport', { 'apply-after-lb': 'true' }, 'to-lport'],
])('direction %s, options %o: %s', (direction, options, point) => {
  expect(aclPoint({ direction, options: new Map(Object.entries(options)) })).toBe(point);
});

test('replies pass the ACLs of the other pipeline', () => {
  for (const { pipeline, replyPoint } of Object.values(ACL_POINTS)) {
    expect(ACL_POINTS[replyPoint].pipeline).not.toBe(pipeline);
  }
});

test('the flows of an ACL are 1000 above it', () => expect(aclFlowPriority({ priority: 1001 })).toBe(2001));

test('stages of ACLs are known by their purpose', () => {
  const names = STAGES.map(({ name }) => name);
  expect(names.filter(isAclStage)).toHaveLength(16);
  expect(names.filter(name => purposeOf(name) === 'acl-eval')).toEqual(
    Object.values(ACL_POINTS).map(({ evalStage }) => evalStage),
  );
});
