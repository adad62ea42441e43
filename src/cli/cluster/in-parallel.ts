/** Runs tasks a few at a time, so that an API server is not flooded. */

/** The results in the order of the tasks. At most `most` tasks run at once. */
export async function inParallel<T>(tasks: readonly (() => Promise<T>)[], most: number): Promise<readonly T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const at = next++;
      results[at] = await tasks[at]!();
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, tasks.length) }, worker));
  return results;
}
