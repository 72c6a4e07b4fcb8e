/** What the compiler says of sources, in the form of the project's own errors: where, what, rule, fix. */

const located = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;

/**
 * @param output what tsc wrote, not pretty
 * @returns one block for each error, in the order of the compiler; the output itself where none is recognised
 */
export function describeCompilerErrors(output) {
  const blocks = [];
  for (const line of output.split('\n')) {
    const found = located.exec(line.trimEnd());
    if (found) {
      const [, file, row, column, code, message] = found;
      blocks.push({ where: `${file}:${row}:${column}`, file, lines: [`${message} (${code})`] });
    } else if (/^\s+\S/.test(line)) blocks.at(-1)?.lines.push(line.trimEnd());
  }
  if (blocks.length === 0) return output.trim();
  const described = blocks.map(({ where, file, lines }) =>
    [`${where}`, ...lines.map((line) => `  ${line}`), `  fix:  ${fixOf(file)}`].join('\n'),
  );
  const count = blocks.length === 1 ? 'One place' : `${blocks.length} places`;
  return [
    ...described,
    `${count} in the sources cannot be compiled, so nothing was run.`,
    '  rule: every source is TypeScript that compiles; entries of the estate have the shapes in estate/model.ts.',
  ].join('\n');
}

function fixOf(file) {
  return /^estate\/(sites|datasets)\/|^estate\/(assumptions|classes|suites|exceptions)\.ts$/.test(file)
    ? 'correct the entry; its shape and units are in estate/model.ts. Its values are checked after that.'
    : 'correct the line.';
}
