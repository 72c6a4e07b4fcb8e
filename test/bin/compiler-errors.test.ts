import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const compilerErrors = pathToFileURL(join(__dirname, '..', '..', 'bin', 'compiler-errors.mjs')).href;

function described(output: string): string {
  const script = `import { describeCompilerErrors } from ${JSON.stringify(compilerErrors)};
process.stdout.write(describeCompilerErrors(${JSON.stringify(output)}));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout;
}

test('each error says where and what, and how it is mended', () => {
  const output = [
    "estate/datasets/imaging.ts(16,3): error TS2322: Type 'string' is not assignable to type 'number'.",
    "stacks/site.ts(2,10): error TS6133: 'a' is declared but its value is never read.",
    '  The expected type comes from elsewhere.',
    '',
  ].join('\n');
  expect(described(output)).toBe(
    `estate/datasets/imaging.ts:16:3
  Type 'string' is not assignable to type 'number'. (TS2322)
  fix:  correct the entry; its shape and units are in estate/model.ts. Its values are checked after that.
stacks/site.ts:2:10
  'a' is declared but its value is never read. (TS6133)
    The expected type comes from elsewhere.
  fix:  correct the line.
2 places in the sources cannot be compiled, so nothing was run.
  rule: every source is TypeScript that compiles; entries of the estate have the shapes in estate/model.ts.`,
  );
});

test('what is no error of a place is shown as it is', () => {
  expect(described('error TS5023: Unknown compiler option.\n')).toBe(
    'error TS5023: Unknown compiler option.',
  );
});
