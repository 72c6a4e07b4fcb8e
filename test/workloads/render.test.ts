import { spawnSync } from 'node:child_process';
import { core } from '@pulumi/kubernetes';
import { contractOf } from '../../contracts/cluster';
import { projectRoot } from '../../terraform/project-root';
import { deploySite } from '../../workloads/deploy-site';
import { renderSites } from '../../workloads/render';
import { changedEstate } from './changed-estate';

jest.mock('../../workloads/deploy-site');
const deploy = jest.mocked(deploySite);
const estate = changedEstate();
const render = () => renderSites(estate, new Map([['clinic', contractOf(estate, 'clinic')]]));
const add = (name: string, data: ConstructorParameters<typeof core.v1.ConfigMap>[1]) =>
  new core.v1.ConfigMap(name, { metadata: { name }, ...data });

test('what a program registers comes out, in the order in which it was registered', async () => {
  deploy.mockImplementation(() => {
    for (const name of ['one', 'two', 'three']) add(name, { data: { name } });
  });
  const objects = (await render()).get('clinic') ?? [];
  expect(objects.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
    ['ConfigMap', 'one'],
    ['ConfigMap', 'two'],
    ['ConfigMap', 'three'],
  ]);
});

test('an object that does not come out is named, and nothing is rendered', async () => {
  deploy.mockImplementation(() => {
    add('one', {});
    add('one', {});
    add('two', {});
  });
  await expect(render()).rejects.toThrow(
    'clinic: 2 of 3 objects were rendered; missing: none; registered twice: kubernetes:core/v1:ConfigMap one',
  );
});

test('an input that cannot be resolved ends the rendering with its reason, and not with fewer objects', () => {
  // In a process of its own: Jest takes a rejection that nobody handles for its own business.
  const script = `
    const [root] = process.argv.slice(1);
    const load = (name) => require(require('node:path').join(root, 'dist', name));
    const { core } = require('@pulumi/kubernetes');
    const { output } = require('@pulumi/pulumi');
    load('workloads/deploy-site').deploySite = () => {
      for (const name of ['one', 'two', 'three'])
        new core.v1.ConfigMap(name, {
          metadata: { name },
          data: { value: name === 'two' ? output(Promise.reject(new Error('on purpose'))) : name },
        });
    };
    const estate = load('estate/load-estate').loadEstate();
    const contract = load('contracts/cluster').contractOf(estate, 'clinic');
    load('workloads/render').renderSites(estate, new Map([['clinic', contract]])).then(
      (sites) => console.log('rendered ' + sites.get('clinic').length),
      (error) => {
        console.log('refused: ' + error.message);
        process.exitCode = 2;
      },
    );`;
  const root = projectRoot();
  const { stdout, status } = spawnSync(process.execPath, ['-e', script, root], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ stdout, status }).toEqual({ stdout: 'refused: on purpose\n', status: 2 });
});

test('what the program itself throws is thrown', async () => {
  deploy.mockImplementation(() => {
    add('one', {});
    throw new Error('no such dataset');
  });
  await expect(render()).rejects.toThrow('no such dataset');
});

test('a failure of one rendering is none of the next', async () => {
  deploy.mockImplementation(() => void add('one', {}));
  expect((await render()).get('clinic')).toHaveLength(1);
});

test('a site that the estate does not know is refused', async () => {
  const contract = { ...contractOf(estate, 'clinic'), site: 'annex' };
  await expect(renderSites(estate, new Map([['annex', contract]]))).rejects.toThrow('there is no site annex');
});
