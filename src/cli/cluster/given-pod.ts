/** The pod with the databases as the command line gives it: `--db-pod`, `--nb` and `--sb`. */
import { Failure } from '../terminal/failure.ts';
import type { ClusterOptions } from './cluster-word.ts';
import type { RemoteDatabase } from './kubectl.ts';
import type { DatabasePod } from './layout.ts';

export function givenPod({ dbPod, nb = 'nb-ovsdb', sb = 'sb-ovsdb' }: ClusterOptions): DatabasePod | undefined {
  if (dbPod === undefined) return undefined;
  const [namespace, pod, ...rest] = dbPod.split('/');
  if (!namespace || !pod || rest.length > 0 || dbPod.startsWith('-') || pod.startsWith('-'))
    throw new Failure(`--db-pod ${dbPod}: NAMESPACE/POD is needed`);
  const [nbPlace, sbPlace] = [placeOf(nb), placeOf(sb)];
  return {
    containers: {
      nb: { namespace, pod, container: nbPlace.container },
      sb: { namespace, pod, container: sbPlace.container },
    },
    sockets: { nb: nbPlace.socket, sb: sbPlace.socket },
  };
}

interface Place {
  readonly container: string;
  readonly socket: Pick<RemoteDatabase, 'socket'> | undefined;
}

/** `CONTAINER` or `CONTAINER=SOCKET`. */
function placeOf(text: string): Place {
  const at = text.indexOf('=');
  if (at < 0) return { container: text, socket: undefined };
  return { container: text.slice(0, at), socket: { socket: text.slice(at + 1) } };
}
