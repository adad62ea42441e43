/** The codes of findings of `udon lint`, which are stable: what each means, and what to do. docs/codes.md lists them. */
interface LintCodeRow {
  readonly means: string;
  readonly remedy: string;
}

export const LINT_CODES = {
  'acl-shadowed': {
    means: 'no packet meets the ACL, because ACLs or other flows of higher priority match all its packets',
    remedy: 'remove the ACL, or give it a higher priority than those that are named',
  },
  'acl-contradictory': {
    means: 'no packet fulfils the match of the ACL',
    remedy: 'correct the match',
  },
  'flow-shadowed': {
    means: 'no packet meets the flow, because flows of higher priority match all its packets',
    remedy: 'check the row that the flow is made from, such as a policy of a router or a NAT rule',
  },
  'flow-contradictory': {
    means: 'no packet fulfils the match of the flow',
    remedy: 'check the row that the flow is made from',
  },
  'set-unused': {
    means: 'no match names the address set',
    remedy: 'remove it, or check the name in the matches that should use it',
  },
  'group-unused': {
    means: 'the port group has no ACL, and no match names it',
    remedy: 'remove it, or check the name in the matches that should use it',
  },
  'address-twice': {
    means: 'two ports of a network have the same address',
    remedy: 'give one of them another address',
  },
  'dhcp-missing': {
    means: 'a VM that OVN should give an address by DHCP gets none',
    remedy: 'ask `udon dhcp` about the VM: it has the reason',
  },
} as const satisfies Record<string, LintCodeRow>;

export type LintCode = keyof typeof LINT_CODES;
