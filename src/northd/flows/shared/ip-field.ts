/** The names of the IP headers in the flow language. */
import type { Family } from '../../../base/ip.ts';

export const ipOf = ({ family }: { readonly family: Family }): 'ip4' | 'ip6' => (family === 6 ? 'ip6' : 'ip4');
