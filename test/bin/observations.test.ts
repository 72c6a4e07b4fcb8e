import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { observeBefore } from '../../bin/observations';
import { type Cloud, startCloud } from '../observe/cloud';

const environment = { ESTATE_CLINIC_USERNAME: 'observer', ESTATE_CLINIC_PASSWORD: 'right-password' };

let cloud: Cloud;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'estate-observations-'));
  cloud = await startCloud({ '/volumev3/volumes/detail': { list: [], member: 'volumes' } }, ['volumev3']);
});
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const clinic = (authUrl = cloud.authUrl) => ({
  name: 'clinic',
  identity: { authUrl, region: 'cottbus', project: 'lausitz-clinic', domain: 'lausitz' },
});

test('a plan is judged with what its site shows, which is kept for its owner alone', async () => {
  const [input] = await observeBefore(clinic(), environment, folder);
  expect(input?.observation).toMatchObject({ stack: 'clinic', listed: ['openstack_blockstorage_volume_v3'] });
  const [name = ''] = readdirSync(folder);
  expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual(input?.observation);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

test('nobody is asked where there are no credentials', async () => {
  expect(await observeBefore(clinic(), {}, folder)).toEqual([]);
  expect(cloud.calls).toEqual([]);
});

test('a site that does not let itself be observed is said to be judged by its plan alone', async () => {
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const wrong = { ...environment, ESTATE_CLINIC_PASSWORD: 'wrong' };
  expect(await observeBefore(clinic(), wrong, folder)).toEqual([]);
  expect(said.mock.calls.join()).toMatch(/was not observed.*answered 401 to the login/s);
  said.mockRestore();
  expect(readdirSync(folder)).toEqual([]);
});
