/** The sources of calls, kept open between them as long as their files do not change. */
import { SourceSession } from '../app/session/source-session.ts';
import { allOf, type Fault, failed, type Result } from '../base/result.ts';
import type { AllowedSource, Host } from './host.ts';

/** How many sets of sources stay open. */
const MAX_OPEN = 4;

export interface CalledSources {
  /** As the call names them; all that messages say of them. */
  readonly names: readonly string[];
  readonly session: SourceSession;
}

export class CallSources {
  private readonly host: Host;
  /** The last that was asked is the last here. */
  private readonly open = new Map<string, { readonly stamp: string; readonly called: CalledSources }>();

  constructor(host: Host) {
    this.host = host;
  }

  /** Whether the command line names no source. */
  get isEmpty(): boolean {
    return this.host.sources.length === 0;
  }

  /** What is in the roots. */
  files(): readonly string[] {
    return this.host.list();
  }

  /** The sources that a call names, or those of the command line. */
  called(source: string | readonly string[] = []): Result<CalledSources, Fault> {
    const { host } = this;
    const names = [source].flat();
    const allowed = names.length === 0 ? { value: host.sources } : allOf(names.map(name => host.allow(name)));
    if ('error' in allowed) return allowed;
    if (allowed.value.length > 0) return { value: this.session(allowed.value) };
    return failed(
      'source-needed',
      'name a source: the argument "source" has the path of a file or folder in the roots, or a list of paths',
    );
  }

  private session(sources: readonly AllowedSource[]): CalledSources {
    const key = JSON.stringify(sources.map(({ target }) => target));
    const stamp = this.host.stamp(sources);
    const known = this.open.get(key);
    this.open.delete(key);
    const kept = known?.stamp === stamp ? known : { stamp, called: this.start(sources) };
    this.open.set(key, kept);
    for (const oldest of [...this.open.keys()].slice(0, -MAX_OPEN)) this.open.delete(oldest);
    return kept.called;
  }

  private start(sources: readonly AllowedSource[]): CalledSources {
    const names = sources.map(({ name }) => name);
    const options = { ...this.host.options, name: names.join(', ') };
    return { names, session: new SourceSession(() => this.host.inputs(sources), options) };
  }
}
