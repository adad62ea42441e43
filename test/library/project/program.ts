/**
 * What a program does with the library: from the bytes of a northbound database to the trace of a packet and the lease of a
 * VM. It is compiled, run by Node.js and run in a browser as it is; it uses nothing that only one of them has.
 */
import { formatDiagnostic, leaseOf, openSources, renderLease, renderTrace, traceIn } from 'udon';

export interface Answer {
  readonly trace: string;
  readonly lease: string;
}

export async function answer(nb: Uint8Array, microflow: string, vm: string): Promise<Answer> {
  const { value: opened, diagnostics } = await openSources([{ name: 'nb.db', bytes: nb }]);
  if (!opened) throw new Error(diagnostics.map(formatDiagnostic).join('\n'));
  const lease = leaseOf(opened, vm);
  if ('error' in lease) throw new Error(formatDiagnostic(lease.error));
  return {
    trace: renderTrace(traceIn(opened, { microflow }).answer, ['minimal']),
    lease: renderLease(lease.value),
  };
}
