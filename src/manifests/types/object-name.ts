/** The name of a Kubernetes object in a namespace. */

export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}
