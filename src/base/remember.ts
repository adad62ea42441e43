/** Functions that compute a value once and return it again on later calls. */

/** Computes once for each key. The value is kept as long as the key. */
export const remember = <K extends object, V>(make: (key: K) => V): ((key: K) => V) =>
  rememberIn(new WeakMap<K, V>(), make);

/** Computes once for each text. The values are kept as long as the function. */
export const rememberTexts = <V, T extends string = string>(make: (text: T) => V): ((text: T) => V) =>
  rememberIn(new Map<T, V>(), make);

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

/** Computes once, on the first call. */
export function once<V>(make: () => V): () => V {
  let made: { readonly value: V } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
