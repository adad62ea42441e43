/** The name of a Kubernetes object that lives in a namespace. */

export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}
