import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../terraform/errors';
import { runProgram } from '../../terraform/run-program';

/** A certificate authority of one run. */
export interface Authority {
  /** Its certificate, PEM. */
  readonly text: string;
  /**
   * Makes `NAME.key` (mode 600) and `NAME.crt` in a folder.
   * @param commonName for a client the role it logs in as
   * @param host for a server the name that its peers ask for
   */
  issue(folder: string, name: string, commonName: string, host?: string): Promise<void>;
}

/** P-384, a curve of BSI TR-02102-1; a run takes minutes, so a day is long. */
const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1', '-noenc', '-sha384'];
const days = ['-days', '1'];

/** Makes an authority whose key exists in this folder alone and dies with it. */
export async function makeAuthority(folder: string, name: string): Promise<Authority> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [crt, keyFile] = [join(folder, 'ca.crt'), join(folder, 'ca.key')];
  const authority = [
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign',
  ];
  await openssl(
    folder,
    'req',
    '-x509',
    ...key,
    ...days,
    '-subj',
    `/CN=${name}`,
    ...authority,
    '-keyout',
    keyFile,
    '-out',
    crt,
  );
  return {
    text: readFileSync(crt, 'utf8'),
    issue: async (into, file, commonName, host) => {
      const [request, extensions] = [join(folder, `${file}.csr`), join(folder, `${file}.ext`)];
      const usage = host === undefined ? 'clientAuth' : 'serverAuth';
      const names = host === undefined ? [] : [`subjectAltName=DNS:${host}`];
      writeFileSync(
        extensions,
        [`extendedKeyUsage=${usage}`, 'keyUsage=critical,digitalSignature', ...names, ''].join('\n'),
      );
      const target = join(into, file);
      await openssl(
        folder,
        'req',
        '-new',
        ...key,
        '-subj',
        `/CN=${commonName}`,
        '-keyout',
        `${target}.key`,
        '-out',
        request,
      );
      const signer = ['-CA', crt, '-CAkey', keyFile, '-CAcreateserial', '-sha384', ...days];
      await openssl(
        folder,
        'x509',
        '-req',
        '-in',
        request,
        ...signer,
        '-extfile',
        extensions,
        '-out',
        `${target}.crt`,
      );
      for (const each of [request, extensions]) rmSync(each);
    },
  };
}

async function openssl(cwd: string, ...args: string[]): Promise<void> {
  const { code, stderr } = await runProgram('openssl', args, { cwd, env: { PATH: process.env.PATH ?? '' } });
  if (code === 0) return;
  throw new InputError({
    value: `openssl ${args[0]} failed: ${stderr.trim().split('\n').at(-1) ?? ''}`,
    rule: 'Certificates of a drill are made by OpenSSL 3 on the PATH.',
    fix: 'Install openssl 3 or newer.',
  });
}
