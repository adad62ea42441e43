/** Networks of OVN-Kubernetes by their role: a namespace has at most one primary network. */

interface ServingNetwork {
  readonly role: string | undefined;
  readonly namespaces: readonly string[];
}

/** The primary network that serves the namespace, or is meant for it. */
export const primaryNetworkOf = <N extends ServingNetwork>(namespace: string, networks: readonly N[]): N | undefined =>
  networks.find(({ role, namespaces }) => role === 'primary' && namespaces.includes(namespace));
