/** One source of tests in one release, for many questions: each goes to the node that its sender runs on. */
import type { TestRelease } from '../../analyze/expect/test-report.ts';
import type { Machine } from '../../analyze/guests/cluster-view.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import { asWarning, type Checked, type Diagnostic, isError } from '../../base/diagnostic.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { guestSources } from '../guests/guest-sources.ts';
import { SourceSession } from '../session/source-session.ts';
import type { Inputs } from '../sources/input.ts';
import type { Opened, OpenOptions } from '../sources/opened.ts';

/** A source as people name it. */
export interface TestSource {
  /** Its paths or addresses. */
  readonly words: readonly string[];
  /** The command that can ask it: a live cluster has its own. */
  readonly program: 'udon' | 'kubectl udon';
  /** The options of a command line that names the same source. */
  readonly options: readonly string[];
  inputs(): Inputs;
}

/** The VMs and pods of all nodes, and the virtual machines of manifests. */
export interface SourceMembers {
  readonly guests: readonly Guest[];
  readonly machines: readonly Machine[];
}

interface SessionParts {
  readonly source: TestSource;
  readonly release: TestRelease;
  readonly opening: OpenOptions;
  /** Called once for each network. */
  readonly onOpened: (opened: Opened) => void;
}

export class TestSession {
  readonly source: TestSource;
  readonly release: TestRelease;
  /** How the source is read; the release of the case comes first. */
  readonly opening: OpenOptions;
  private readonly session: SourceSession;
  private readonly onOpened: SessionParts['onOpened'];
  private readonly found = new Set<Diagnostic>();
  private readonly values = new Set<Opened>();

  constructor({ source, release, opening, onOpened }: SessionParts) {
    const { ovn = opening.release, ovnk = opening.ovnkRelease } = release;
    this.source = source;
    this.release = { ...(ovn !== undefined && { ovn }), ...(ovnk !== undefined && { ovnk }) };
    this.opening = opening;
    this.onOpened = onOpened;
    this.session = new SourceSession(() => source.inputs(), { ...opening, release: ovn, ovnkRelease: ovnk });
  }

  /** What is wrong with the source, as far as it is known by now. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.found].map(asWarning);
  }

  /** The networks that were opened by now. */
  get opened(): readonly Opened[] {
    return [...this.values];
  }

  /** The network of the node that a VM, pod or port runs on. */
  async openFor(guest: string): Promise<Result<Opened, Fault>> {
    return this.kept(await this.session.open({ guest }));
  }

  async members(): Promise<Result<SourceMembers, Fault>> {
    const found = await this.session.nodes();
    if (!found.value) return faultOf(found);
    const { nodes } = found.value;
    const opened = this.kept(await nodes[0]!.open());
    if ('error' in opened) return opened;
    const guests = [...nodes.flatMap(node => node.guests()), ...guestSources(opened.value).guests()];
    return { value: { guests, machines: opened.value.cluster?.machines ?? [] } };
  }

  private kept({ value, diagnostics }: Checked<Opened>): Result<Opened, Fault> {
    if (!value) return faultOf({ diagnostics });
    for (const each of diagnostics) this.found.add(each);
    if (!this.values.has(value)) this.onOpened(value);
    this.values.add(value);
    return { value };
  }
}

/** Of several faults, the first one decides. */
function faultOf({ diagnostics }: Checked<unknown>): { readonly error: Fault } {
  const fault = diagnostics.find(isError);
  return fault ? { error: { ...fault, severity: 'error' } } : failed('no-source', 'the source has no network');
}
