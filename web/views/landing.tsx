/** Before anything is open: where to drop files, and what happens with them. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { chosenFiles, droppedFiles } from '../client/dropped-files.ts';
import type { GivenFile } from '../worker/protocol.ts';

interface OpeningProps {
  onOpen(files: readonly GivenFile[]): void;
}

export const Landing = ({ isOpening, onOpen }: OpeningProps & { readonly isOpening: boolean }) => (
  <div class="landing">
    <h1>Why does my VM have no address?</h1>
    <p class="lead">
      udon reads OVN and OVN-Kubernetes networks, replays DHCP, and explains whether packets arrive. It needs no
      cluster.
    </p>
    <div class="dropzone">
      <p>
        {isOpening
          ? 'Opening ...'
          : 'Drop a must-gather, OVN databases, a flow dump or manifests here: several files, a folder or an archive'}
      </p>
      <OpenFiles text="Open files" isPrimary onOpen={onOpen} />
      <OpenFiles text="Open a folder" isFolder onOpen={onOpen} />
    </div>
    <p class="quiet">
      Nothing leaves this browser: the page is one file without any connection, and its security policy forbids all of
      them.
    </p>
  </div>
);

interface OpenFilesProps extends OpeningProps {
  readonly text: string;
  readonly isFolder?: boolean;
  readonly isPrimary?: boolean;
}

export function OpenFiles({ text, isFolder = false, isPrimary = false, onOpen }: OpenFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={isPrimary ? 'primary' : ''} onClick={() => input.current?.click()}>
        {text}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={text}
        {...(isFolder && { webkitdirectory: true })}
        onChange={event => {
          onOpen(chosenFiles(event.currentTarget.files));
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

/** Files can be dropped anywhere. Returns whether some are over the page. */
export function useDrop(onOpen: OpeningProps['onOpen']): boolean {
  const [isOver, setOver] = useState(false);
  const open = useRef(onOpen);
  open.current = onOpen;
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer) droppedFiles(event.dataTransfer).then(files => open.current(files));
    };
    const listeners = { dragover: over, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
    };
  }, []);
  return isOver;
}
