/** Saves the report on an answer as a file: one HTML page, for a ticket or a colleague. */
import { usePage } from '../client/page-state.ts';
import type { ReportedQuestion } from '../worker/protocol.ts';

export function SaveReport({ question, name }: { readonly question: ReportedQuestion; readonly name: string }) {
  const { ask } = usePage();
  const save = async () => {
    const reply = await ask('report', { question });
    if ('value' in reply) download(reply.value, `udon-${question}-${name.replace(/[^\w.-]+/g, '-')}.html`);
  };
  return (
    <button type="button" onClick={save}>
      Save report
    </button>
  );
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
