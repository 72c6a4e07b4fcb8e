/** What a room may use, and why. */
export interface Permission {
  /**
   * `estate/` for a whole room, `judge/report` for one file of it, `npm:cdktf` for a package (with all below it, or
   * `npm:x/schema.json` for one file), `node:fs`, `node:*`, or `computed` for what is known only at run time.
   */
  readonly what: string;
  /** Only types, which are gone at run time. @default false */
  readonly types?: true;
  readonly because: string;
}

export interface Room {
  readonly name: string;
  /** Sources of the room, by path from the project's folder; the first room of the table that fits counts. */
  readonly files: RegExp;
  readonly may: readonly Permission[];
  /** Why files of this room do not even use each other. @default they do */
  readonly apart?: string;
}

/** Every module of Node itself. */
export function builtins(because: string): Permission {
  return { what: 'node:*', because };
}
