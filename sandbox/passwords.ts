import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { readJson, writePrivateJson } from '../processes/private-file';

type Kept = Record<string, Record<string, string>>;

/**
 * The passwords and keys of one sandbox, kept in a file of mode 600. Each is made when it is first asked for: 32
 * random bytes in base64url, whose letters mean nothing in a URL, an INI file or a shell.
 */
export class Passwords {
  private kept: Kept = {};
  /** Of the file when it was read; each writing makes another one of it. */
  private version: string | undefined;

  constructor(private readonly file: string) {
    this.refresh();
  }

  /** While a command waited for its turn, another may have made some, or a reset have removed them all. */
  private refresh(): void {
    const version = versionOf(this.file);
    if (version === this.version) return;
    this.kept = readJson<Kept>(this.file) ?? {};
    this.version = version;
  }

  /** @param owner a site, or `shared` @param purpose what it opens, such as `admin` */
  of(owner: string, purpose: string): string {
    this.refresh();
    const ofOwner = this.kept[owner] ?? {};
    this.kept[owner] = ofOwner;
    const known = ofOwner[purpose];
    if (known !== undefined) return known;
    const made = randomBytes(32).toString('base64url');
    ofOwner[purpose] = made;
    writePrivateJson(this.file, this.kept);
    this.version = versionOf(this.file);
    return made;
  }

  /** The same 32 bytes as a key in URL-safe base64 with padding, as Fernet wants them. */
  keyOf(owner: string, purpose: string): string {
    return `${this.of(owner, purpose)}=`;
  }

  /** The text without any of these passwords, since programs show their configuration when they fail. */
  redact(text: string): string {
    const all = Object.values(this.kept).flatMap((one) => Object.values(one));
    return all.reduce((rest, password) => rest.replaceAll(password, '***'), text);
  }
}

function versionOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.mtimeMs}`;
}
