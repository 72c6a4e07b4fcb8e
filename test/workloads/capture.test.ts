import { core } from '@pulumi/kubernetes';
import { ComponentResource, output, secret } from '@pulumi/pulumi';
import { contractOf } from '../../contracts/cluster';
import { siteOf } from '../../estate/queries';
import { captureObjects } from '../../workloads/capture';
import { deploySite } from '../../workloads/deploy-site';
import { registerObjects } from '../../workloads/register';
import { changedEstate } from './changed-estate';

const add = (name: string, args: ConstructorParameters<typeof core.v1.ConfigMap>[1] = {}) =>
  new core.v1.ConfigMap(name, { metadata: { name }, ...args });
const estate = changedEstate();

test.each(estate.sites.map(({ name }) => name))(
  '%s is taken as it is made, and the same, byte for byte, as Pulumi’s mocks render it',
  async (name) => {
    const program = () => deploySite(estate, siteOf(estate, name), contractOf(estate, name));
    const captured = await captureObjects(name, program);
    const registered = await registerObjects(name, program);
    expect(registered.length).toBeGreaterThan(400);
    expect(captured).toEqual(registered);
    // Not by the matcher, whose message would be both texts.
    expect(JSON.stringify(captured) === JSON.stringify(registered)).toBe(true);
  },
  60_000,
);

test('plain data comes out as the SDK sends it', async () => {
  const program = () =>
    void new core.v1.ConfigMap('one', {
      metadata: { name: 'one', labels: { a: 'b', none: undefined } as unknown as Record<string, string> },
      data: { list: [1, undefined, null, { deep: undefined, kept: -0.5 }] } as never,
    });
  const captured = await captureObjects('clinic', program);
  expect(captured).toEqual(await registerObjects('clinic', program));
  expect(captured?.[0]?.data).toEqual({ list: [1, null, null, { kept: -0.5 }] });
});

class Pair extends ComponentResource {
  constructor(name: string) {
    super('lausitz:Pair', name);
    add(`${name}-in-a-pair`);
    this.registerOutputs();
  }
}

/** What only an engine, or what stands in for one, can say; and what then comes out. */
const beyond: Readonly<Record<string, readonly [program: () => void, out: readonly unknown[]]>> = {
  'an output of another object': [
    () => {
      const first = add('first', { data: { key: 'value' } });
      add('second', { data: first.data });
    },
    [
      ['first', { key: 'value' }],
      ['second', { key: 'value' }],
    ],
  ],
  'the id of another object': [
    () => void add('second', { data: { id: add('first').id } }),
    [
      ['first', undefined],
      ['second', { id: 'first' }],
    ],
  ],
  'a value that is known later': [
    () => void add('one', { data: { key: output(Promise.resolve('later')) } }),
    [['one', { key: 'later' }]],
  ],
  'a promise': [
    () => void add('one', { data: Promise.resolve({ key: 'later' }) }),
    [['one', { key: 'later' }]],
  ],
  'a secret': [() => void add('one', { data: { key: secret('kept') } }), [['one', { key: 'kept' }]]],
  'an object that is made later': [
    () => void Promise.resolve().then(() => add('later')),
    [['later', undefined]],
  ],
  'an object that is made of an output': [
    () => void add('first').metadata.apply(({ name }) => void add(`after-${name}`)),
    [
      ['first', undefined],
      ['after-first', undefined],
    ],
  ],
  'a component': [() => void new Pair('one'), [['one-in-a-pair', undefined]]],
  'a value that is no plain data': [
    () => void add('one', { data: { key: Object.assign(Object.create({ inherited: 1 }), { own: 'a' }) } }),
    [['one', { key: { own: 'a' } }]],
  ],
};

test.each(Object.entries(beyond))('%s is left to the mocks', async (_, [program, out]) => {
  expect(await captureObjects('clinic', program)).toBeUndefined();
  const registered = await registerObjects('clinic', program);
  expect(registered.map(({ metadata, data }) => [metadata.name, data])).toEqual(out);
});

test('what is registered twice under one name, or a program that throws, is left to the mocks to refuse', async () => {
  const twice = () => void [add('one'), add('one')];
  const throws = () => {
    add('one');
    throw new Error('no such dataset');
  };
  expect(await captureObjects('clinic', twice)).toBeUndefined();
  expect(await captureObjects('clinic', throws)).toBeUndefined();
});

test('the SDK registers as before when something was captured', async () => {
  await captureObjects('clinic', () => void add('one'));
  const { stackTraceLimit, prepareStackTrace } = Error;
  const registered = await registerObjects('clinic', () => void add('two'));
  expect(registered.map(({ metadata }) => metadata.name)).toEqual(['two']);
  expect(stackTraceLimit).toBeGreaterThan(0);
  expect(prepareStackTrace?.toString()).not.toBe("() => ''");
});
