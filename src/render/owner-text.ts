/** The owners of rows as text for people. */
import type { NamespacePart, Owner } from '../analyze/origin/owner.ts';

/** `VirtualMachine proj2/fedora-1` */
export function ownerText(owner: Owner): string {
  switch (owner.kind) {
    case 'Namespace':
      return namespaceText(owner);
    case 'Cluster':
    case 'unknown':
      return [owner.ownerType, owner.name].filter(part => part !== undefined).join(' ');
    default:
      return `${owner.kind} ${'namespace' in owner ? `${owner.namespace}/` : ''}${owner.name}`;
  }
}

const PARTS: Readonly<Record<NamespacePart, string>> = {
  'default-deny': 'default deny (%) of the NetworkPolicies',
  multicast: 'multicast (%)',
};

const namespaceText = ({ name, part, direction = '' }: Extract<Owner, { kind: 'Namespace' }>): string =>
  part ? `${PARTS[part].replace('%', direction)} in namespace ${name}` : `Namespace ${name}`;
