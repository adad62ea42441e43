/** Reads a file as the commands do, up to what they would print. Returns what is said of it. */
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { framesIn } from '../../src/app/lease/captures.ts';
import { decodeText } from '../../src/app/sources/decode-text.ts';
import { Unreadable } from '../../src/app/sources/gather/archives/faulty.ts';
import type { Inputs } from '../../src/app/sources/input.ts';
import { openRows } from '../../src/app/sources/open-rows.ts';
import { openSources } from '../../src/app/sources/open-sources.ts';
import { type Diagnostic, error } from '../../src/base/diagnostic.ts';
import { inputsOf } from '../../src/cli/sources/inputs.ts';
import { Failure } from '../../src/cli/terminal/failure.ts';
import { decodeAnyFrame } from '../../src/frames/any-frame.ts';
import { readManifests } from '../../src/manifests/read-manifests.ts';
import { printFlows } from '../../src/network/print-flows.ts';
import { answerTo, MessageReader, MessageTooLarge, replyToEcho } from '../../src/read/ovsdb/json-rpc.ts';
import { fetchDatabase } from '../../src/read/ovsdb-client.ts';
import { recognise } from '../../src/read/recognise.ts';
import { renderNbYaml } from '../../src/render/nb/nb-yaml.ts';

type Said = Promise<readonly Diagnostic[]>;

const NAME = 'file';
const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');

async function flowsOf(inputs: Inputs): Said {
  const { value, diagnostics } = await openSources(inputs, { wantsRows: false, sha1 });
  if (value) printFlows(value.network);
  return diagnostics;
}

export const flows = (bytes: Uint8Array): Said => flowsOf([{ name: NAME, bytes }]);

async function rowsOf(inputs: Inputs): Said {
  const { value, diagnostics } = await openRows(inputs, { sha1 });
  if (value) renderNbYaml(value.nb);
  return diagnostics;
}

export const northboundRows = (bytes: Uint8Array): Said => rowsOf([{ name: NAME, bytes }]);

/** A text that is recognised as something else is not read as manifests. */
export async function objectsOf(bytes: Uint8Array): Said {
  const text = decodeText(bytes, NAME);
  if ('error' in text) return [text.error];
  const recognised = recognise({ name: NAME, bytes });
  return recognised ? [] : readManifests([text.value]).diagnostics;
}

export async function frames(bytes: Uint8Array): Said {
  const { value = [], diagnostics } = framesIn(bytes, NAME);
  for (const frame of value) decodeAnyFrame(frame.bytes);
  return diagnostics;
}

const file = join(mkdtempSync(join(tmpdir(), 'udon-fuzz-')), NAME);

/** Archives are read from files only. */
export async function archive(bytes: Uint8Array): Said {
  writeFileSync(file, bytes);
  try {
    return await rowsOf(inputsOf([file], { kind: 'nb' }));
  } catch (fault) {
    if (fault instanceof Failure) return fault.diagnostics;
    if (fault instanceof Unreadable) return [error('unreadable', fault.message)];
    throw fault;
  }
}

/** `bytes` are all that a server sends, and it sends them unasked. */
export async function conversation(bytes: Uint8Array): Said {
  const messages = new MessageReader();
  const talk = fetchDatabase('sb');
  let id = 0;
  let step = talk.next();
  try {
    for (let at = 0; at < bytes.length; at += 5000) {
      for (const message of messages.push(bytes.subarray(at, at + 5000))) {
        replyToEcho(message);
        const answer = answerTo(message, id);
        if (answer && !step.done) step = talk.next(answer);
        if (answer) id++;
      }
    }
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof MessageTooLarge) return [error('refused', fault.message)];
    throw fault;
  }
  if (!step.done) return [];
  if ('error' in step.value) return [error('refused', step.value.error)];
  return flowsOf([{ database: { ...step.value, name: NAME, diagnostics: [] } }]);
}
