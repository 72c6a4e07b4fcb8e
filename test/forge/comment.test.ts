import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeInComment, renderChangeComment } from '../../audit/change-comment';
import { sealComment, stateOfComment } from '../../audit/diff-comment';
import comment from '../../bin/commands/comment';
import reviewed from '../../bin/commands/reviewed';
import { type ForgeServer, ownAccount, startForge, token } from './forge-server';

const folder = mkdtempSync(join(tmpdir(), 'comment-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const hash = 'ab'.repeat(32);
const event = file('event.json', JSON.stringify({ pull_request: { number: 12, user: { login: 'max' } } }));
const main = file('diff.md', sealComment('## ✅ Nothing gets worse'));
const merge = 'c0'.repeat(20);

let printed = '';
let before: NodeJS.ProcessEnv;
beforeEach(() => {
  before = process.env;
  printed = '';
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
});
afterEach(() => {
  process.env = before;
  jest.restoreAllMocks();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function environmentOf(kind: 'github' | 'gitlab', url: string): NodeJS.ProcessEnv {
  return kind === 'github'
    ? {
        GITHUB_ACTIONS: 'true',
        GITHUB_API_URL: url,
        GITHUB_REPOSITORY: 'region/estate',
        GITHUB_EVENT_PATH: event,
        GITHUB_TOKEN: token,
      }
    : {
        GITLAB_CI: 'true',
        CI_API_V4_URL: url,
        CI_PROJECT_ID: '7',
        CI_MERGE_REQUEST_IID: '12',
        ESTATE_GITLAB_TOKEN: token,
      };
}

async function failure(work: Promise<unknown> | unknown): Promise<{ message: string; exitCode: unknown }> {
  const error = await Promise.resolve(work).then(
    () => new Error('it did not fail'),
    (one: unknown) => one,
  );
  const { message, exitCode } = error as Error & { exitCode?: unknown };
  expect(message).not.toContain(token);
  return { message, exitCode };
}

describe.each(['github', 'gitlab'] as const)('on %s', (kind) => {
  let forge: ForgeServer;
  beforeEach(async () => {
    forge = await startForge(kind);
    process.env = { PATH: before.PATH, ...environmentOf(kind, forge.url) };
  });
  afterEach(async () => {
    expect(printed).not.toContain(token);
    await forge.close();
  });
  const others = (count: number) => {
    for (let id = 1; id <= count; id += 1) forge.comments.push({ id, body: `LGTM ${id}`, account: 'max' });
  };
  const own = () => forge.comments.filter(({ account }) => account === ownAccount[kind]);

  test('a comment is posted once, and written over by the next run, however many pages there are', async () => {
    others(5);
    expect(await comment.run([main, '--change', file('change', `${hash}\n`)])).toBe(0);
    expect(printed).toBe('The comment on change 12 is created.\n');
    expect(own().map(({ body }) => [stateOfComment(body), changeInComment(body)])).toEqual([['ours', hash]]);
    others(3);
    await comment.run([main, '--section', `The plan=${file('plan.md', 'as judged')}`]);
    expect(printed).toContain('The comment on change 12 is updated.');
    expect(own()).toHaveLength(1);
    expect(own()[0]?.body).toContain('<details><summary>The plan</summary>\n\nas judged');
    await comment.run([main, '--section', `The plan=${join(folder, 'plan.md')}`]);
    expect(printed).toContain('is unchanged.');
    const pages = forge.requests.filter((one) => /[?&]page=/.test(one));
    expect(pages.length).toBeGreaterThan(4);
  });

  test('one that somebody has edited is left as it is, and nothing is posted', async () => {
    await comment.run([main]);
    const [posted] = own();
    const text = posted?.body.replace('✅', '❌') ?? '';
    if (posted) posted.body = text;
    const { message, exitCode } = await failure(comment.run([main]));
    expect(message).toMatch(/Comment 100 on change 12 was edited since it was written/);
    expect([exitCode, own().map(({ body }) => body)]).toEqual([2, [text]]);
  });

  test('what somebody else has copied of it, and a forge that changes ends of lines, are no edits of ours', async () => {
    await comment.run([main]);
    const [posted] = own();
    const body = posted?.body ?? '';
    forge.comments.push({ id: 1, body: `${body} and more`, account: 'max' });
    if (posted) posted.body = body.replaceAll('\n', '\r\n').trimEnd();
    expect(await comment.run([main])).toBe(0);
    expect(forge.comments).toHaveLength(2);
  });

  test('a forge that is busy is asked again; one that asks for an hour is not waited for', async () => {
    forge.faults.push({ method: 'GET', fault: { status: 503, headers: { 'retry-after': '0' } } });
    forge.faults.push({ method: 'POST', fault: { status: 429, headers: { 'retry-after': '0' } } });
    expect(await comment.run([main])).toBe(0);
    expect(own()).toHaveLength(1);
    const limits = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${Date.now() / 1000 + 3600}` };
    forge.faults.push({ method: 'GET', fault: { status: 429, headers: limits } });
    const { message, exitCode } = await failure(comment.run([main]));
    expect(message).toMatch(/takes no more requests for \d{4} s/);
    expect(exitCode).toBe(2);
  });

  test('an answer that is lost makes no second comment', async () => {
    forge.faults.push({ method: 'POST', fault: 'lost' });
    expect(await comment.run([main])).toBe(0);
    expect(printed).toBe('The comment on change 12 is unchanged.\n');
    expect(own()).toHaveLength(1);
  });

  test('the change that was looked at is said of the merge, and of nothing else', async () => {
    forge.merged.set(merge, 12);
    await comment.run([main]);
    expect((await failure(reviewed.run([merge]))).message).toContain(
      'the comment on change 12 names no plan',
    );
    await comment.run([main, '--change', file('change', hash)]);
    printed = '';
    expect(await reviewed.run([merge])).toBe(0);
    expect(printed).toBe(`Change 12 was looked at as ${hash}.\n${hash}\n`);
    const direct = await failure(reviewed.run(['d0'.repeat(20)]));
    expect(direct.message).toContain('d0d0d0d0d0d0: it was not merged from a pull or merge request.');
    forge.comments.push({
      id: 1,
      body: renderChangeComment('all well', [], 'cd'.repeat(32)),
      account: 'max',
    });
    printed = '';
    await reviewed.run([merge]);
    expect(printed).toContain(hash);
    const [posted] = own();
    if (posted) posted.body = posted.body.replaceAll(hash, 'cd'.repeat(32));
    expect((await failure(reviewed.run([merge]))).message).toContain('was edited since it was written');
  });

  const missing = Object.keys(environmentOf(kind, '')).filter((one) => !/EVENT|IID/.test(one));
  test.each(missing)('without %s it says so', async (name) => {
    delete process.env[name];
    const { message, exitCode } = await failure(comment.run([main]));
    expect(message).toContain(/ACTIONS|_CI$/.test(name) ? 'is set' : `${name} is not set.`);
    expect(message).toMatch(/rule:[\s\S]+fix:/);
    expect([exitCode, forge.requests]).toEqual([2, []]);
  });

  test('bad input: nothing is sent', async () => {
    const bad: readonly (readonly [readonly string[], string])[] = [
      [[join(folder, 'nowhere.md')], 'nowhere.md'],
      [[main, '--section', 'no file'], 'a title and a file'],
      [[main, '--change', file('none', 'abc')], 'it holds no hash of a change'],
      [[main, '--number', '0'], '--number 0'],
      [[main, '--forge', 'gitea'], '--forge gitea'],
      [[], 'arguments: none'],
    ];
    for (const [args, said] of bad) {
      const { message, exitCode } = await failure(comment.run(args));
      expect([message, exitCode]).toEqual([expect.stringContaining(said), 2]);
    }
    delete process.env.CI_MERGE_REQUEST_IID;
    delete process.env.GITHUB_EVENT_PATH;
    expect((await failure(comment.run([main]))).message).toContain('outside of a pull or merge request');
    expect((await failure(reviewed.run(['main']))).message).toContain('a whole hash of a commit');
    expect(forge.requests).toEqual([]);
  });

  test('a token that is not taken, a change that is not there: no second try', async () => {
    process.env.GITHUB_TOKEN = process.env.ESTATE_GITLAB_TOKEN = 'another';
    expect((await failure(comment.run([main]))).message).toMatch(/answers with 401: Bad credentials/);
    Object.assign(process.env, environmentOf(kind, forge.url));
    const { message, exitCode } = await failure(comment.run([main, '--number', '99']));
    expect(message).toMatch(/answers with 404: .*Not found[\s\S]*The token needs: /i);
    expect(exitCode).toBe(2);
  });

  test('a token is sent to no other host, and over TLS only', async () => {
    const name = kind === 'github' ? 'GITHUB_API_URL' : 'CI_API_V4_URL';
    for (const url of ['http://forge.example/api', 'https://x:y@forge.example', 'file:///etc', 'forge']) {
      process.env[name] = url;
      expect((await failure(comment.run([main]))).message).toContain(
        'no address that a token may be sent to',
      );
    }
    process.env[name] = forge.url;
    const link = '<https://elsewhere.example/notes?page=2>; rel="next"';
    forge.faults.push({ method: 'GET', fault: { status: 302, headers: { location: '/elsewhere' } } });
    expect((await failure(comment.run([main]))).message).toContain('answers with 302');
    const pageElsewhere = { status: 200, headers: { link }, json: [] };
    // GitLab is asked first who asks.
    if (kind === 'gitlab') forge.faults.push({ method: 'GET', fault: { status: 200, json: { id: 70 } } });
    forge.faults.push({ method: 'GET', fault: pageElsewhere });
    expect((await failure(comment.run([main]))).message).toContain('a next page at another host');
    expect(own()).toEqual([]);
  });
});

test('a comment that would be too long leaves sections out, and says so', () => {
  const text = renderChangeComment(
    sealComment('short'),
    [
      { title: 'Long', text: 'x'.repeat(70_000) },
      { title: 'Short', text: 'y' },
    ],
    hash,
  );
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('_Long: too long for this comment; it is kept with the run._');
  expect(text).toContain('<summary>Short</summary>');
  expect([stateOfComment(text), changeInComment(text)]).toEqual(['ours', hash]);
});
