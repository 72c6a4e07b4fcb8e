/**
 * The provider's schema as committed: what Terraform printed, keys in their order, one line per resource or data
 * source, so that a new provider version shows as the resources it changed.
 */
export function formatSchema(json) {
  return `${format(JSON.parse(json), ['provider_schemas', '*', '*_schemas'])}\n`;
}

/** Breaks the objects along `path` into one line per key; everything else stays compact. */
function format(value, path) {
  const lines = Object.keys(value)
    .sort()
    .map((key) => {
      const inner = value[key];
      const goesOn = path.length > 0 && matches(path[0], key) && typeof inner === 'object';
      return `${JSON.stringify(key)}:${goesOn ? format(inner, path.slice(1)) : JSON.stringify(inner)}`;
    });
  return `{\n${lines.join(',\n')}\n}`;
}

function matches(pattern, key) {
  return pattern.startsWith('*') ? key.endsWith(pattern.slice(1)) : pattern === key;
}
