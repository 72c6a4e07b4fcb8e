import type { Resource } from '../../graph/graph';
import { isUnset, Unknown } from '../../graph/value';
import type { Evidence, Finding } from '../finding';

export interface Note {
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

/** What was looked at on the way to a conclusion: what is missing, and what could not be decided. */
export class Trail {
  readonly missing: Note[] = [];
  readonly open: Note[] = [];

  get outcome(): 'pass' | 'fail' | 'undecided' {
    if (this.missing.length > 0) return 'fail';
    return this.open.length > 0 ? 'undecided' : 'pass';
  }

  /** 0 is best. */
  get rank(): number {
    return { pass: 0, undecided: 1, fail: 2 }[this.outcome];
  }

  get notes(): readonly Note[] {
    return this.missing.length > 0 ? this.missing : this.open;
  }

  lacks(message: string, resource?: Resource): void {
    this.missing.push(note(message, resource));
  }

  doubts(message: string, resource?: Resource): void {
    this.open.push(note(message, resource));
  }

  takes(finding: Finding, resource: Resource): void {
    if (finding.outcome === 'pass') return;
    const { message } = note(finding.message, resource);
    (finding.outcome === 'fail' ? this.missing : this.open).push({ message, evidence: finding.evidence });
  }

  /** The value at a path is the wanted one; unknown is open, anything else is missing. */
  expects(resource: Resource, path: string, wanted: string, meaning: string): void {
    const value = resource.get(path);
    if (value instanceof Unknown)
      this.doubts(`whether it is ${meaning} is not known: ${path} is ${resource.show(path)}`, resource);
    else if (value !== wanted)
      this.lacks(
        `not ${meaning}: ${path} is ${resource.show(path)}, declared ${JSON.stringify(wanted)}`,
        resource,
      );
  }

  /** It works: the attribute that switches it is unset or has the one value under which it does. */
  needs(resource: Resource, path: string, working: string | boolean, what: string): void {
    const value = resource.get(path);
    if (isUnset(value) || value === working) return;
    if (value instanceof Unknown) this.doubts(`whether ${what} is switched on is not known`, resource);
    else this.lacks(`${what} is switched off: ${path} is ${resource.show(path)}`, resource);
  }

  /** What is missing may be in a part that the source does not show: nothing is missing for certain. */
  softens(): void {
    this.open.unshift(...this.missing.splice(0));
  }

  joins(other: Trail): void {
    this.missing.push(...other.missing);
    this.open.push(...other.open);
  }
}

function note(message: string, resource?: Resource): Note {
  if (!resource) return { message, evidence: [] };
  const source = `${resource.stack}:${resource.address}`;
  return {
    message: `${message} (${source})`,
    evidence: [{ path: 'address', value: resource.address, source }],
  };
}

/** What a trail says of one subject. */
export function findingOfTrail({ outcome, notes }: Trail): Finding {
  const message = [...new Set(notes.map((one) => one.message))].join('; ');
  return { outcome, message, evidence: notes.flatMap(({ evidence }) => evidence) };
}
