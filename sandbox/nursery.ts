import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor } from '../processes/environment';
import { ServiceFailure } from '../processes/failure';
import { recordFolder } from '../processes/records';
import {
  logFile,
  openLog,
  type ProcessPlace,
  prepareRecord,
  runningRecord,
  untilRecorded,
} from '../processes/start-process';

/** A Python daemon that is forked from a process which has its modules loaded: see python/nursery.py. */
export interface DaemonSpec {
  readonly name: string;
  /** `module:function` of its console script. */
  readonly entry: string;
  /** Its command line, with its name first. */
  readonly arguments: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Loads modules at once, and starts daemons when they are asked for. */
export class Nursery {
  private child: ChildProcess | undefined;

  constructor(
    private readonly python: string,
    private readonly program: string,
    private readonly modules: readonly string[],
    /** Where the nursery itself is at home. */
    private readonly place: ProcessPlace,
    private readonly name: string,
  ) {}

  /** Starts loading, so that it is done when the first daemon is wanted. */
  open(): void {
    if (this.child) return;
    const log = openLog(this.place, `nursery-${this.name}`);
    this.child = spawn(this.python, [this.program, String(process.pid), ...this.modules], {
      cwd: this.place.home,
      env: environmentFor(this.place.ownerFolder, this.place.group, this.place.home),
      detached: true,
      stdio: ['pipe', log, log],
    });
    // What could not be started has no id, which whoever waits for a daemon sees.
    this.child.on('error', () => undefined);
    this.child.stdin?.on('error', () => undefined);
    closeSync(log);
  }

  /** Starts a daemon unless it runs already, and waits until it has written its record. */
  async start(daemon: DaemonSpec, place: ProcessPlace): Promise<void> {
    const folder = recordFolder(place.ownerFolder, place.group);
    if (runningRecord(folder, daemon.name)) return;
    this.open();
    prepareRecord(folder, daemon.name);
    closeSync(openLog(place, daemon.name));
    const line = {
      entry: daemon.entry,
      arguments: daemon.arguments,
      environment: environmentFor(place.ownerFolder, place.group, place.home, daemon.env),
      home: place.home,
      record: join(folder, daemon.name),
      log: logFile(place, daemon.name),
    };
    this.child?.stdin?.write(`${JSON.stringify(line)}\n`);
    // It forks once all is loaded, which takes a busy machine a while.
    await untilRecorded(folder, daemon.name, 300_000, () => {
      if (this.child?.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null)
        throw new ServiceFailure(`${daemon.name} was not started: ${this.name} could not be loaded.`);
    });
  }

  /** No more daemons: the nursery ends, its daemons go on. */
  close(): void {
    this.child?.stdin?.end();
    this.child?.unref();
  }
}
