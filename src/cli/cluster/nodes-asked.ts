/** Whose databases a question needs: those of the node that a VM or pod is on, of one node, or of all. */
import { LABELS } from '../../kubernetes/labels.ts';
import type { DatabasePod, PodView } from './layout.ts';

/** What a question is about. Without any of these, it is about the whole cluster. */
export interface Asked {
  readonly node?: string | undefined;
  /** A VM, pod, port, MAC or IP address. */
  readonly guest?: string | undefined;
}

/** The pods whose databases to fetch. All of them, if the node is not known: the answer then names the choice. */
export function podsAsked(all: readonly DatabasePod[], pods: readonly PodView[], asked: Asked): readonly DatabasePod[] {
  const { node, guest } = asked;
  if (node !== undefined) return all.filter(each => each.node === undefined || each.node === node);
  if (guest === undefined) return all;
  const nodes = new Set(pods.filter(pod => isNamed(pod, guest)).map(({ spec }) => spec?.nodeName));
  const found = all.filter(each => each.node === undefined || nodes.has(each.node));
  return found.length > 0 ? found : all;
}

/** Whether a pod is, or runs, what `guest` names. Of several, all count: a VM in migration has two pods. */
function isNamed({ metadata }: PodView, guest: string): boolean {
  const { namespace, name, labels = {}, annotations = {} } = metadata;
  const [ofNamespace, own] = guest.includes('/') ? guest.split('/', 2) : [namespace, guest];
  if (ofNamespace !== namespace) return false;
  if (own === name || own === labels[LABELS.virtualMachine]) return true;
  if (guest.endsWith(`${namespace}_${name}`)) return true;
  return isAddress(guest) && Object.values(annotations).some(text => hasAddress(text, guest));
}

const isAddress = (text: string): boolean => /^[0-9a-f]*[:.][0-9a-f:.]+$/i.test(text);

/** Annotations are JSON: an address is between quotes, or before the length of its prefix. */
const hasAddress = (text: string, address: string): boolean =>
  text.includes(`"${address.toLowerCase()}"`) || text.includes(`"${address.toLowerCase()}/`);
