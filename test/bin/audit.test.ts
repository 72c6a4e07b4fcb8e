import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const plan = join(root, 'test', 'fixtures', 'foreign', 'web-cluster.json');
const judging = ['--plan', plan, '--cloud', 'openstack', '--country', 'DE', '--as-of', '2026-11-22'];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'estate-audit-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function estate(...args: string[]) {
  return run(process.execPath, join(root, 'bin', 'estate.mjs'), ...args);
}

function must(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = run(program, ...args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

function key(name: string): void {
  must('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', name);
  writeFileSync(
    join(folder, `${name}-signers`),
    `${name}@example.org ${readFileSync(join(folder, `${name}.pub`), 'utf8')}`,
  );
}

/** DER of a constructed or primitive value. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const lengths = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...lengths]), content]);
}

/** Gives a genuine answer of an authority another text of its status, which nobody signs (RFC 3161 2.4.2). */
function rewrap(answer: string, statusText: string): void {
  const file = join(folder, answer);
  must('openssl', 'ts', '-reply', '-in', answer, '-token_out', '-out', `${file}.bare`);
  const granted = Buffer.from([0x02, 0x01, 0x00]);
  const status = der(0x30, Buffer.concat([granted, der(0x30, der(0x0c, Buffer.from(statusText)))]));
  writeFileSync(file, der(0x30, Buffer.concat([status, readFileSync(`${file}.bare`)])));
  rmSync(`${file}.bare`);
}

/** Has an authority stamp a file: its answer is beside it, as FILE.tsr. */
function stamp(authority: string, file: string): void {
  const own = (name: string) => join(authority, name);
  must('openssl', 'ts', '-query', '-data', file, '-sha256', '-cert', '-out', own('query'));
  const asked = ['-config', own('openssl.cnf'), '-section', 't', '-queryfile', own('query')];
  const signer = ['-signer', own('cert'), '-inkey', own('key'), '-out', `${file}.tsr`];
  must('openssl', 'ts', '-reply', ...asked, ...signer);
}

test('a pack of a foreign plan is written, with the exit code of verify, and holds', () => {
  const verified = estate('verify', ...judging);
  const made = estate('audit', ...judging, '--out', 'pack');
  expect(made).toMatchObject({ status: verified.status, stderr: '' });
  expect(made.stdout).toMatch(
    /^pack: \d+ files, \d+ values removed, \d+ policies attested; nobody has signed it\n$/,
  );
  const checked = spawnSync('sha256sum', ['-c', 'MANIFEST.sha256'], { cwd: join(folder, 'pack') });
  expect(checked.status).toBe(0);
});

test('two runs give the same bytes', () => {
  estate('audit', ...judging, '--out', 'again');
  expect(run('diff', '-r', 'pack', 'again')).toMatchObject({ status: 0, stdout: '' });
});

test('check says plainly that nobody has signed it', () => {
  const { status, stdout } = estate('audit', 'check', 'pack');
  expect(stdout).toContain('Signature: none: nobody has signed it');
  expect(stdout).toContain('nobody who is trusted vouches for it');
  expect(stdout).toContain('Report: judged again from the files of the pack, and the same');
  expect(stdout).not.toContain('verified');
  expect(status).toBe(0);
});

test('a signature is verified by who is trusted, refused for anybody else, for another manifest and another use', () => {
  key('auditee');
  key('stranger');
  expect(estate('audit', ...judging, '--sign', 'auditee', '--out', 'signed').stdout).toContain(
    'signed with auditee',
  );
  const check = (...args: string[]) => estate('audit', 'check', 'signed', '--files-only', ...args);
  const trusted = check('--allowed-signers', 'auditee-signers');
  expect(trusted).toMatchObject({ status: 0 });
  expect(trusted.stdout).toContain('Signature: verified: signed by auditee@example.org');
  const untold = check();
  expect(untold).toMatchObject({ status: 0 });
  expect(untold.stdout).toContain('Signature: not checked');
  const other = check('--allowed-signers', 'stranger-signers');
  expect(other).toMatchObject({ status: 1 });
  expect(other.stdout).toContain('Signature: NOT VALID: whoever signed it is not among the allowed signers');
  // The same key, for another use.
  rmSync(join(folder, 'signed', 'MANIFEST.sha256.sig'));
  must('ssh-keygen', '-Y', 'sign', '-n', 'file', '-f', 'auditee', join('signed', 'MANIFEST.sha256'));
  expect(check('--allowed-signers', 'auditee-signers')).toMatchObject({ status: 1 });
  // No signature at all, where one was asked for.
  rmSync(join(folder, 'signed', 'MANIFEST.sha256.sig'));
  expect(check('--allowed-signers', 'auditee-signers')).toMatchObject({ status: 1 });
});

test('what was signed is the manifest: a file changed with it is refused', () => {
  estate('audit', ...judging, '--sign', 'auditee', '--out', 'changed');
  const manifest = join(folder, 'changed', 'MANIFEST.sha256');
  const lines = readFileSync(manifest, 'utf8')
    .split('\n')
    .filter((line) => !line.endsWith('report.sarif'));
  writeFileSync(manifest, lines.join('\n'));
  rmSync(join(folder, 'changed', 'report.sarif'));
  const { status, stdout } = estate('audit', 'check', 'changed', '--allowed-signers', 'auditee-signers');
  expect(stdout).toContain('Files: as the manifest names them');
  expect(stdout).toContain('Signature: NOT VALID');
  expect(status).toBe(1);
});

test('a timestamp by RFC 3161 is checked against the authority that is trusted', () => {
  mkdirSync(join(folder, 'tsa'));
  writeFileSync(
    join(folder, 'tsa', 'openssl.cnf'),
    `[tsa]\ndefault_tsa=t\n[t]\nserial=tsa/serial\ncrypto_device=builtin\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\n[ext]\nextendedKeyUsage=critical,timeStamping\n`,
  );
  const subject = ['-subj', '/CN=Test authority', '-days', '2', '-nodes'];
  must(
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-keyout',
    'tsa/key',
    '-out',
    'tsa/cert',
    ...subject,
    '-addext',
    'extendedKeyUsage=critical,timeStamping',
  );
  stamp('tsa', 'pack/MANIFEST.sha256');
  const check = (pack: string) => estate('audit', 'check', pack, '--files-only', '--tsa-ca', 'tsa/cert');
  const stamped = check('pack');
  expect(stamped.stdout).toMatch(/Timestamp: verified: it existed on \w+ +\d+ /);
  expect(stamped.status).toBe(0);
  expect(estate('audit', 'check', 'pack', '--files-only').stdout).toContain('Timestamp: not checked');
  cpSync(join(folder, 'pack', 'MANIFEST.sha256.tsr'), join(folder, 'changed', 'MANIFEST.sha256.tsr'));
  expect(check('changed').stdout).toContain('Timestamp: NOT VALID');
  expect(check('again').stdout).toContain('Timestamp: NOT VALID: there is no MANIFEST.sha256.tsr');
  // A stamp of the signature of another manifest, and of one that is not there, says nothing of this one.
  rmSync(join(folder, 'changed', 'MANIFEST.sha256.tsr'));
  stamp('tsa', 'changed/MANIFEST.sha256.sig');
  const ofAnother = 'Timestamp: NOT VALID: MANIFEST.sha256.sig.tsr is of no signature of this manifest';
  expect(check('changed')).toMatchObject({ status: 1, stdout: expect.stringContaining(ofAnother) });
  rmSync(join(folder, 'changed', 'MANIFEST.sha256.sig'));
  expect(check('changed')).toMatchObject({ status: 1, stdout: expect.stringContaining(ofAnother) });
  // A file that is no answer of any authority.
  writeFileSync(join(folder, 'again', 'MANIFEST.sha256.tsr'), 'Time stamp: Jan  1 00:00:00 2020 GMT\n');
  expect(check('again')).toMatchObject({ status: 1 });
  rmSync(join(folder, 'again', 'MANIFEST.sha256.tsr'));
});

test.each([
  ['in one line', ''],
  ['in a line of its own', 'granted\n'],
])('the time of a timestamp is that of its token, whatever the unsigned status says %s', (_, before) => {
  rewrap('pack/MANIFEST.sha256.tsr', `${before}Time stamp: Jan  1 00:00:00 2020 GMT`);
  const shown = must('openssl', 'ts', '-reply', '-in', 'pack/MANIFEST.sha256.tsr', '-text');
  expect(shown).toContain('Time stamp: Jan  1 00:00:00 2020 GMT');
  const { stdout, status } = estate('audit', 'check', 'pack', '--files-only', '--tsa-ca', 'tsa/cert');
  expect(stdout).toMatch(
    new RegExp(`Timestamp: verified: it existed on .* ${new Date().getUTCFullYear()} GMT`),
  );
  expect(stdout).not.toContain('Jan  1 00:00:00 2020');
  expect(status).toBe(0);
});

test('years later, what counts is who might sign on the day of the timestamp of the signature, and that its authority might stamp', async () => {
  mkdirSync(join(folder, 'old'));
  const own = (name: string) => join('old', name);
  writeFileSync(join(folder, 'old', 'index'), '');
  writeFileSync(join(folder, 'old', 'number'), '01\n');
  writeFileSync(
    join(folder, 'old', 'openssl.cnf'),
    '[ca]\ndefault_ca=c\n[c]\ndatabase=old/index\nserial=old/number\nnew_certs_dir=old\ndefault_md=sha256\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n[e]\nextendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=t\n[t]\nserial=old/serial\ncrypto_device=builtin\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\n',
  );
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', own('key'), '-out', own('request')];
  must('openssl', 'req', '-new', '-subj', '/CN=Test authority', ...made);
  rmSync(join(folder, 'pack', 'MANIFEST.sha256.tsr'));
  for (const copy of ['pack', 'early', 'late']) {
    cpSync(join(folder, 'pack'), join(folder, 'old', copy), { recursive: true });
  }
  key('leaver');
  // Both end in a few seconds, as they do in years.
  const digits = (time: number) => new Date(time).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');
  const end = Date.now() + 12_000;
  const dates = ['-startdate', `${digits(end - 100_000)}Z`, '-enddate', `${digits(end)}Z`];
  const issued = ['-config', own('openssl.cnf'), '-keyfile', own('key'), '-in', own('request')];
  must('openssl', 'ca', '-batch', '-selfsign', '-notext', ...issued, ...dates, '-out', own('cert'));
  const [, type, text] = readFileSync(join(folder, 'leaver-signers'), 'utf8').split(' ');
  writeFileSync(
    join(folder, 'leaver-signers'),
    `leaver@example.org valid-before="${digits(end)}Z" ${type} ${text}\n`,
  );
  const manifest = join('old', 'pack', 'MANIFEST.sha256');
  must('ssh-keygen', '-Y', 'sign', '-n', 'estate-audit', '-f', 'leaver', manifest);
  stamp('old', `${manifest}.sig`);
  // For the next test: signed in time, and not signed yet, with the manifest stamped in both.
  cpSync(join(folder, `${manifest}.sig`), join(folder, 'old', 'early', 'MANIFEST.sha256.sig'));
  for (const copy of ['early', 'late']) stamp('old', join('old', copy, 'MANIFEST.sha256'));
  await new Promise((resolve) => setTimeout(resolve, end + 1500 - Date.now()));
  const check = (...args: string[]) =>
    estate(
      'audit',
      'check',
      join('old', 'pack'),
      '--files-only',
      '--allowed-signers',
      'leaver-signers',
      ...args,
    );
  const today = check();
  expect(today.stdout).toContain('may sign no longer (valid-before); the day of a timestamp counts only');
  expect(today.status).toBe(1);
  const then = check('--tsa-ca', own('cert'));
  expect(then.stdout).toContain('Signature: verified: signed by leaver@example.org, who might sign on 2');
  expect(then.stdout).toContain('the certificate of the authority, valid then, has ended since');
  expect(then.status).toBe(0);
  // A timestamp of nobody who is trusted is no time.
  expect(check('--tsa-ca', join('tsa', 'cert')).stdout).toContain('Signature: NOT VALID');
  // Both may be there, and neither makes the other good.
  cpSync(join(folder, 'old', 'early', 'MANIFEST.sha256.tsr'), join(folder, `${manifest}.tsr`));
  const both = check('--tsa-ca', own('cert'));
  expect(both.stdout).toMatch(/Timestamp: verified: it existed on .*; its signature existed on /);
  expect(both.status).toBe(0);
  expect(check().stdout).toContain(
    'Timestamp: not checked: there is MANIFEST.sha256.tsr and MANIFEST.sha256.sig.tsr',
  );
  cpSync(join(folder, `${manifest}.sig.tsr`), join(folder, `${manifest}.tsr`));
  const one = check('--tsa-ca', own('cert'));
  expect(one.stdout).toContain(
    'Timestamp: NOT VALID: MANIFEST.sha256.tsr is no timestamp of MANIFEST.sha256 ',
  );
  expect(one.status).toBe(1);
});

describe('a key that has ended signs no manifest that was stamped while it had not', () => {
  const authorities = join('old', 'both');
  const check = (pack: string) => {
    const trust = ['--allowed-signers', 'leaver-signers', '--tsa-ca', authorities];
    return estate('audit', 'check', join('old', pack), '--files-only', ...trust);
  };
  const late = join('old', 'late', 'MANIFEST.sha256');
  let inTime = '';

  beforeAll(() => {
    const certificates = ['old', 'tsa'].map((name) => readFileSync(join(folder, name, 'cert'), 'utf8'));
    writeFileSync(join(folder, authorities), certificates.join(''));
    must('ssh-keygen', '-Y', 'sign', '-n', 'estate-audit', '-f', 'leaver', late);
    must('openssl', 'ts', '-reply', '-in', `${late}.tsr`, '-token_out', '-out', join('old', 'token'));
    const shown = must('openssl', 'ts', '-reply', '-token_in', '-in', join('old', 'token'), '-text');
    inTime = /^Time stamp: .+$/m.exec(shown)?.[0] ?? '';
  });

  test.each([
    ['signed after its end', 'late'],
    ['and where nothing shows that it signed before', 'early'],
  ])('%s', (_, pack) => {
    const { stdout, status } = check(pack);
    expect(stdout).toContain('Timestamp: verified: it existed on ');
    expect(stdout).toContain(
      'Signature: NOT VALID: whoever signed it is not among the allowed signers, or may',
    );
    expect(status).toBe(1);
  });

  test('nor where its signature is stamped after its end, whatever the unsigned status says', () => {
    stamp('tsa', `${late}.sig`);
    for (const rewrapped of [false, true]) {
      if (rewrapped) rewrap(`${late}.sig.tsr`, inTime);
      const { stdout, status } = check('late');
      expect(stdout).toContain('; its signature existed on ');
      expect(stdout).toContain(
        'Signature: NOT VALID: whoever signed it is not among those who might sign on 2',
      );
      expect(status).toBe(1);
    }
    expect(inTime).toMatch(/^Time stamp: \w+/);
  });
});

test('compare says what two packs differ in, and ends with 1 where the newer is worse', () => {
  const worse = JSON.parse(readFileSync(plan, 'utf8')) as {
    resource_changes: { type: string; change: { after: Record<string, unknown> } }[];
  };
  const server = worse.resource_changes.find(({ type }) => type === 'openstack_compute_instance_v2');
  Object.assign(server?.change.after ?? {}, { metadata: { db_password: 'not-a-real-one' } });
  writeFileSync(join(folder, 'web-cluster.json'), JSON.stringify(worse));
  const later = [
    '--plan',
    'web-cluster.json',
    '--cloud',
    'openstack',
    '--country',
    'DE',
    '--as-of',
    '2026-12-01',
  ];
  estate('audit', ...later, '--out', 'later');
  const same = estate('audit', 'compare', 'pack', 'again');
  expect(same).toMatchObject({ status: 0 });
  expect(same.stdout).toContain('Controls: as they were.');
  const compared = estate('audit', 'compare', 'pack', 'later', '--format', 'json');
  expect(compared.status).toBe(1);
  const { worse: isWorse, report } = JSON.parse(compared.stdout);
  expect({ isWorse, old: report.base.asOf, now: report.head.asOf }).toEqual({
    isWorse: true,
    old: '2026-11-22',
    now: '2026-12-01',
  });
  expect(report.verdicts.some((one: { change: string }) => one.change === 'new')).toBe(true);
  expect(estate('audit', 'compare', 'later', 'pack')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('the first of two is the older one'),
  });
});

describe('bad input ends with exit code 2, and writes nothing', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no such plan', ['audit', '--plan', 'none.json', '--out', 'bad'], /none\.json: there is no such file/],
    [
      'no such drill',
      ['audit', ...judging, '--drill', 'none.json', '--out', 'bad'],
      /none\.json: there is no such file/,
    ],
    [
      'a drill that is a plan',
      ['audit', ...judging, '--drill', plan, '--out', 'bad'],
      /it is no report of a drill/,
    ],
    ['no such key', ['audit', ...judging, '--sign', 'none', '--out', 'bad'], /none: there is no such file/],
    ['another language', ['audit', ...judging, '--lang', 'fr', '--out', 'bad'], /--lang fr/],
    [
      'a folder in a folder that is not there',
      ['audit', ...judging, '--out', 'none/bad'],
      /is to be in is not there/,
    ],
    ['a folder of somebody', ['audit', ...judging, '--out', '.'], /something in it that is no pack/],
    [
      'another estate without an input',
      ['audit', '--cloud', 'openstack', '--out', 'bad'],
      /can be planned afresh/,
    ],
    ['a check of nothing', ['audit', 'check'], /arguments: none/],
    ['a check of no pack', ['audit', 'check', 'tsa'], /there is no MANIFEST\.sha256 in it/],
    [
      'signers that are not there',
      ['audit', 'check', 'pack', '--allowed-signers', 'none'],
      /none: there is no such file/,
    ],
    ['a comparison with nothing', ['audit', 'compare', 'pack'], /arguments: pack/],
  ];
  test.each(cases)('%s', (_, args, message) => {
    const { status, stdout, stderr } = estate(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(existsSync(join(folder, 'bad'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('draft'))).toEqual([]);
  });

  test('a folder within a pack, which would no longer be whole', () => {
    const { status, stderr } = estate('audit', ...judging, '--out', join('pack', 'inner'));
    expect(stderr).toContain('which is a pack itself');
    expect(status).toBe(2);
    expect(existsSync(join(folder, 'pack', 'inner'))).toBe(false);
  });

  test('a link to a pack', () => {
    symlinkSync('pack', join(folder, 'link'));
    expect(estate('audit', 'check', 'link').stderr).toContain('link: it is a symbolic link');
    expect(estate('audit', ...judging, '--out', 'link').stderr).toContain('link: it is a symbolic link');
  });

  test('a place where no folder can be made', () => {
    const { status, stderr } = estate('audit', ...judging, '--out', '/proc/pack');
    expect(stderr).toContain('/proc/pack');
    expect(status).toBe(2);
  });

  test('a comparison with a pack that was changed', () => {
    cpSync(join(folder, 'again'), join(folder, 'spoilt'), { recursive: true });
    appendFileSync(join(folder, 'spoilt', 'estate.json'), ' ');
    expect(estate('audit', 'compare', 'pack', 'spoilt')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('spoilt: it is not whole: estate.json: it was changed'),
    });
  });
});
