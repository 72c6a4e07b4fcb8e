import { generatedFiles } from '../../docs/generate/pages';
import { staleFiles } from '../../docs/generate/stale-files';
import { loadEstate } from '../../estate/load-estate';
import { loadPolicies } from '../../policies/registry';
import { projectRoot } from '../../terraform/project-root';
import { readProjectFile } from '../architecture/project-files';

const policies = loadPolicies();
const files = generatedFiles(loadEstate(), policies);

test('generated files are what the sources make of them', () => {
  const stale = staleFiles(files, projectRoot()).map(
    (path) => `${path} is stale. Regenerate it: npm run docs`,
  );
  expect(stale).toEqual([]);
});

test('the same sources give the same bytes', () => {
  expect(generatedFiles(loadEstate({ asOf: '2027-01-01' }), loadPolicies())).toEqual(files);
});

test('every policy and every control is in the reference', () => {
  const text = (path: string) => files.find((file) => file.path === path)?.text ?? '';
  const headings = text('docs/policies.md').match(/(?<=^### ).+$/gm);
  expect(headings).toEqual(policies.map(({ id }) => id));
  const missing = policies
    .flatMap(({ controls }) => controls)
    .filter((control) => !text('docs/controls.md').includes(`\n| ${control} | `));
  expect(missing).toEqual([]);
});

test('links of the control matrix lead to policies', () => {
  const anchors = policies.map(({ id }) => `policies.md#${id.replaceAll('/', '')}`);
  const links = [...readProjectFile('docs/controls.md').matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !anchors.includes(link ?? ''))).toEqual([]);
});
