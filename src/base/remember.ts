/** Functions that do their work once, and then remember what came of it. */

/** Once for each key, as long as the key lives. */
export const remember = <K extends object, V>(make: (key: K) => V): ((key: K) => V) =>
  rememberIn(new WeakMap<K, V>(), make);

/** Once for each text, as long as the function itself lives. */
export const rememberTexts = <V>(make: (text: string) => V): ((text: string) => V) =>
  rememberIn(new Map<string, V>(), make);

interface Memory<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function rememberIn<K, V>(memory: Memory<K, V>, make: (key: K) => V): (key: K) => V {
  return key => {
    const known = memory.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    memory.set(key, value);
    return value;
  };
}

/** Once at all, when it is first called. */
export function once<V>(make: () => V): () => V {
  let made: { readonly value: V } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
