/** Reads mutations in a thread of its own, so that one that never ends can be ended. */
import { parentPort, workerData } from 'node:worker_threads';
import { faultOf } from './fault-of.ts';
import { READERS } from './readers.ts';

interface Task {
  readonly reader: string;
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  /** The number of the mutation that is read now, for the thread that watches. */
  readonly now: Int32Array;
}

const { reader: name, seed, first, count, now } = workerData as Task;
const reader = READERS.find(each => each.name === name)!;

let slowest = { mutation: first, milliseconds: 0 };
for (let mutation = first; mutation < first + count; mutation++) {
  now[0] = mutation;
  const start = performance.now();
  const fault = await faultOf(reader, seed, mutation);
  const milliseconds = performance.now() - start;
  if (milliseconds > slowest.milliseconds) slowest = { mutation, milliseconds };
  if (fault !== undefined) parentPort!.postMessage({ fault, mutation });
}
parentPort!.postMessage({ slowest });
