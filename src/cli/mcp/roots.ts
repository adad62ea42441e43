/**
 * Which files the calls of an MCP client may read: those in the roots, by their real paths, so that neither `..` nor a link
 * leads out of them. A live server or cluster only if the command line allows it.
 */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { AllowedSource, SourceRefusal } from '../../mcp/host.ts';
import { clusterPart } from '../cluster/cluster-word.ts';
import { attempt } from '../sources/read-file.ts';
import { isRemote } from '../sources/remote.ts';
import { Failure } from '../terminal/failure.ts';

export const isLive = (name: string): boolean => isRemote(name) || clusterPart(name) !== undefined;

export class Roots {
  /** Real paths. */
  readonly folders: readonly string[];
  private readonly given: readonly AllowedSource[];
  private readonly allowsRemote: boolean;

  /** `given` are the sources of the command line, which calls can name, too. */
  constructor(roots: readonly string[], given: readonly AllowedSource[], allowsRemote: boolean) {
    this.folders = roots.map(root => attempt(root, () => realpathSync(root)));
    const file = roots.find(root => !statSync(root).isDirectory());
    if (file !== undefined) throw new Failure(`--root ${file}: a folder is needed; -f names a file`);
    this.given = given;
    this.allowsRemote = allowsRemote;
  }

  allow(name: string): Result<AllowedSource, Fault<SourceRefusal>> {
    const known = this.given.find(each => each.name === name);
    if (known) return { value: known };
    if (isLive(name)) return this.live(name);
    const paths = [resolve(name), ...this.folders.map(folder => resolve(folder, name))].filter(path => this.has(path));
    if (paths.length === 0) return outside(name);
    const found = paths.find(path => existsSync(path));
    if (found === undefined) return failed('source-missing', `${shown(name)}: no such file or directory in the roots`);
    const target = realpathSync(found);
    return this.has(target) ? { value: { name, target } } : outside(name);
  }

  /** The files and folders in the roots, without what they contain. */
  list(): readonly string[] {
    return this.folders.flatMap(folder =>
      attempt(folder, () => readdirSync(folder))
        .sort()
        .map(name => join(folder, name)),
    );
  }

  private has(path: string): boolean {
    const isBelow = (folder: string) =>
      path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
    return [...this.folders, ...this.given.map(({ target }) => target)].some(isBelow);
  }

  private live(name: string): Result<AllowedSource, Fault<'source-live'>> {
    if (this.allowsRemote) return { value: { name, target: name } };
    return failed('source-live', `${shown(name)}: live servers are not asked; --allow-remote of udon mcp allows it`);
  }
}

const outside = (name: string): { readonly error: Fault<'source-outside'> } =>
  failed(
    'source-outside',
    `${shown(name)}: not in the folders that udon may read; --root and -f of udon mcp name these`,
  );

const MAX_NAME = 200;

/** A call can name anything. */
const shown = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}...` : name);
