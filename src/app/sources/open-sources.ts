/**
 * From inputs to the network that questions are asked of. What is not compiled yet is compiled. Readers and compilers that
 * the inputs do not need are not loaded.
 */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import type { Checked } from '../../base/diagnostic.ts';
import { continueWith } from '../../base/result.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { ReadOptions } from '../../read/database.ts';
import { type CompileManifestsOptions, compileManifests } from './compile-manifests.ts';
import { type CompileNbOptions, compileNb } from './compile-nb.ts';
import type { Inputs } from './input.ts';
import { readSources } from './read-sources.ts';
import type { Source, WhatWasRead } from './source.ts';

/** Opened inputs: the start of every answer. Of `node`, the database is taken where there are several. */
export interface Opened extends WhatWasRead {
  readonly network: LogicalNetwork;
  /** Whether the network was compiled from `nb`; otherwise it is what a database or a dump says. */
  readonly isCompiled: boolean;
  /** Whether the network is of a flow dump, which lacks everything except flows, and can lack some of these. */
  readonly isDump: boolean;
  /** The northbound rows, where the inputs have them or were compiled to them. */
  readonly nb?: Nb;
  /** What manifests say about virtual machines and their networks; absent without manifests. */
  readonly cluster?: ClusterView;
}

/** What northbound rows alone are opened to. */
export interface OpenedRows extends WhatWasRead, Pick<Opened, 'cluster'> {
  readonly nb: Nb;
}

/** How inputs are read and compiled. All options have defaults. */
export interface OpenOptions extends ReadOptions, CompileManifestsOptions, CompileNbOptions {
  /** What people call all inputs together, such as their paths; messages about all of them begin with it. */
  readonly name?: string | undefined;
  /** Whether a northbound database is read beside a southbound one, which costs time; it is by default. */
  readonly wantsRows?: boolean | undefined;
}

/** What questions about virtual machines need: all that the inputs say of them, from dumps and from manifests too. */
export const FOR_GUESTS = {
  wantsRows: true,
  mayLackNetworks: true,
} as const satisfies OpenOptions;

/**
 * Reads and compiles inputs to what questions are asked of. The result has no value if nothing can be asked of them; the diagnostics then have an error with one of these codes:
 * those of `SourceFault`; `not-utf8`, `schema-unknown` or another of a file that cannot be read; `release-unsupported`,
 * `ovnk-release-unknown`, `ovnk-feature-unknown`; those of manifests that no rows can be made from. With a value, errors
 * are of manifests that were left out. An input that throws while it is read ends the call with what it throws.
 */
export async function openSources(inputs: Inputs, options: OpenOptions = {}): Promise<Checked<Opened>> {
  const source = await readSources(inputs, { wantsRows: true, ...options, kind: 'sb' });
  return continueWith(source, read => openSource(read, options));
}

async function openSource(source: Source, options: OpenOptions): Promise<Checked<Opened>> {
  const { read, ignored } = source;
  switch (source.kind) {
    case 'sb':
    case 'dump': {
      const { kind: _, ...stored } = { ...source, isCompiled: false, isDump: source.kind === 'dump' };
      return { value: stored, diagnostics: [] };
    }
    case 'nb':
      return compileRows({ read, ignored, nb: source.nb }, options);
    case 'manifests':
      return continueWith(await compileManifests(source.texts, options), ({ nb, cluster, ovnRelease }) =>
        compileRows({ read, ignored, nb, cluster }, { release: options.release ?? ovnRelease }),
      );
  }
}

async function compileRows(rows: OpenedRows, options: CompileNbOptions): Promise<Checked<Opened>> {
  return continueWith(await compileNb(rows.nb, options), network => ({
    value: { ...rows, network, isCompiled: true, isDump: false },
    diagnostics: [],
  }));
}
