/** Starts the page: one worker, and the views over it. */
import { render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { startWorker, type Work } from './client/worker-client.ts';
import { App } from './views/app.tsx';

function Page() {
  const [work, setWork] = useState<Work>();
  const ask = useMemo(() => startWorker(setWork), []);
  return <App ask={ask} work={work} />;
}

render(<Page />, document.getElementById('page')!);
