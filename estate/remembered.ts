/** More distinct texts than a plan has ranges; beyond it everything is forgotten, so that no input fills the memory. */
const most = 10_000;

/** The same pure function of a text, which takes each of them apart once: the same few ranges are asked for everywhere. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as T;
    if (known.size >= most) known.clear();
    const found = read(text);
    known.set(text, found);
    return found;
  };
}
