import { tellingOf } from '../../terraform/progress';

function said(isTTY: boolean, environment: NodeJS.ProcessEnv): string {
  const texts: string[] = [];
  const write = (text: string) => texts.push(text) > 0;
  const tell = tellingOf(['one', 'two'], environment, { isTTY, write } as unknown as NodeJS.WriteStream);
  tell('two', 'planned');
  tell('one', 'planned before');
  return texts.join('').replaceAll(/\d+\.\d s/g, 'N s');
}

test('on a terminal each part is named when it is done; in a pipeline and behind a pipe nothing is', () => {
  expect(said(true, {})).toBe('  two: planned (1 of 2, N s)\n  one: planned before (2 of 2, N s)\n');
  expect(said(true, { CI: 'true' })).toBe('');
  expect(said(false, {})).toBe('');
});
