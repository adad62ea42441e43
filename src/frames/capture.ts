/** Reads frames from a capture file, pcap or pcapng. */
import { type Checked, error } from '../base/diagnostic.ts';
import { type CapturedFrame, isPcap, readPcap } from './pcap.ts';
import { isPcapng, readPcapng } from './pcapng.ts';

/** Reads `bytes` of the file called `name`. */
export function readCapture(bytes: Uint8Array, name: string): Checked<CapturedFrame[]> {
  if (isPcap(bytes)) return readPcap(bytes, name);
  if (isPcapng(bytes)) return readPcapng(bytes, name);
  return { diagnostics: [error('not-a-capture', `${name}: neither a pcap nor a pcapng file`)] };
}
