/** `make` made to work once for each key: what it gave is remembered as long as the key lives. */
export function remember<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return key => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

/** The same for texts, which are remembered as long as the function itself lives. */
export function rememberTexts<V>(make: (text: string) => V): (text: string) => V {
  const known = new Map<string, V>();
  return text => {
    const value = known.get(text) ?? make(text);
    known.set(text, value);
    return value;
  };
}
