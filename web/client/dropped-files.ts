/** The files that a user drops or chooses: also those in folders, at any depth. */
import type { GivenFile } from '../worker/protocol.ts';

export const chosenFiles = (files: FileList | null): readonly GivenFile[] =>
  Array.from(files ?? [], file => ({ path: file.webkitRelativePath || file.name, file }));

/** The entries have to be taken before the event ends; their files are read after it. */
export function droppedFiles(data: DataTransfer): Promise<readonly GivenFile[]> {
  const entries = Array.from(data.items, item => item.webkitGetAsEntry()).filter(entry => entry !== null);
  if (entries.length === 0) return Promise.resolve(chosenFiles(data.files));
  return filesIn(entries);
}

async function filesIn(entries: readonly FileSystemEntry[]): Promise<readonly GivenFile[]> {
  const found: GivenFile[] = [];
  for (const entry of entries) {
    if (entry.isFile) found.push(await fileOf(entry as FileSystemFileEntry));
    else if (entry.name !== '.git') found.push(...(await filesIn(await listOf(entry as FileSystemDirectoryEntry))));
  }
  return found;
}

const fileOf = (entry: FileSystemFileEntry): Promise<GivenFile> =>
  new Promise((resolve, reject) => entry.file(file => resolve({ path: entry.fullPath.slice(1), file }), reject));

/** A reader returns some entries at a time, and none at the end. */
async function listOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const next = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  const found: FileSystemEntry[] = [];
  for (let some = await next(); some.length > 0; some = await next()) found.push(...some);
  return found;
}
