/** The purposes of stages, on which explanations of traces are based. */
import { expect, test } from 'vitest';
import { isAclStage, purposeOf } from '../../../src/ovn/release/stage-purpose.ts';
import { STAGES } from '../../../src/ovn/release/stages.ts';

const NAMES = STAGES.map(({ name }) => name);

test.each([
  ['ls_in_apply_port_sec', 'port-security', false],
  ['ls_out_pre_acl', 'acl-pre', true],
  ['ls_in_acl_after_lb_eval', 'acl-eval', true],
  ['ls_in_dhcp_response', 'dhcp-response', false],
  ['ls_in_arp_rsp', undefined, false],
  ['', undefined, false],
])('%s is for %s', (stage, purpose, isAcl) => {
  expect(purposeOf(stage)).toBe(purpose);
  expect(isAclStage(stage)).toBe(isAcl);
});

test('every stage that is named after ACLs or port security has its purpose', () => {
  expect(NAMES.filter(name => name.includes('_acl')).filter(name => !isAclStage(name))).toEqual([]);
  expect(NAMES.filter(name => name.includes('port_sec')).filter(name => purposeOf(name) !== 'port-security')).toEqual(
    [],
  );
});
