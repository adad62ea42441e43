/** The worker as the text of a script: the build makes it of worker/worker.ts. */
declare module 'udon:worker' {
  const script: string;
  export default script;
}
