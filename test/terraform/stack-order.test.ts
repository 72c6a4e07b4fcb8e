import { inOrder, settleInOrder } from '../../terraform/stack-order';

const options = { atOnce: 2, notBegun: (stack: string, failed: string) => `${stack} waits for ${failed}` };

test('a stack comes after those that it depends on, and a circle is refused', () => {
  expect(
    inOrder(
      new Map([
        ['c', ['b']],
        ['a', []],
        ['b', ['a']],
      ]),
    ),
  ).toEqual(['a', 'b', 'c']);
  const circle = new Map([
    ['a', ['b']],
    ['b', ['a']],
  ]);
  expect(() => inOrder(circle)).toThrow(/a, b depend on each other/);
});

/** Notes when work begins and ends, each taking some turns of the event loop. */
function working(turns: Readonly<Record<string, number>>, failing = '') {
  const said: string[] = [];
  const work = async (stack: string) => {
    said.push(`${stack} begins`);
    for (let left = turns[stack] ?? 1; left > 0; left -= 1) await new Promise(setImmediate);
    said.push(`${stack} ends`);
    if (stack === failing) throw new Error('no');
    return stack;
  };
  return { said, work };
}

test('stacks are worked on at once, each as soon as what it waits for is done', async () => {
  const { said, work } = working({ slow: 20, first: 1, second: 1 });
  const dependencies = new Map([
    ['second', ['first']],
    ['slow', []],
    ['first', []],
  ]);
  const results = await settleInOrder(dependencies, work, options);
  expect(said).toEqual([
    'slow begins',
    'first begins',
    'first ends',
    'second begins',
    'second ends',
    'slow ends',
  ]);
  expect(results).toEqual(['second', 'slow', 'first'].map((value) => ({ status: 'fulfilled', value })));
});

test('what waits for a stack that failed is not begun, and the rest is', async () => {
  const { said, work } = working({}, 'first');
  const dependencies = new Map([
    ['first', []],
    ['second', ['first']],
    ['third', ['second']],
    ['other', []],
  ]);
  const results = await settleInOrder(dependencies, work, options);
  expect(said).not.toContain('second begins');
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
  expect(results[2]).toEqual({ status: 'rejected', reason: 'third waits for second' });
});

test('many stacks in one chain with more workers than work end', async () => {
  const names = Array.from({ length: 30 }, (_, at) => `s${at}`);
  const chain = new Map(names.map((name, at) => [name, at === 0 ? [] : [`s${at - 1}`]] as const));
  const { said, work } = working({});
  await settleInOrder(chain, work, { ...options, atOnce: 8 });
  expect(said.filter((text) => text.endsWith('begins'))).toEqual(names.map((name) => `${name} begins`));
});
