import type { Estate } from '../estate/model';
import type { Session } from '../observe/session';

/** What a plan against the real state says: nothing to do, or addresses that it would change. */
export type Planned = readonly string[];

/** What a drill acts on. The program that runs it says how. */
export interface World {
  readonly estate: Estate;
  /** Stops every process of a site, and waits until they are gone. */
  stop(site: string): Promise<void>;
  /** Starts them again, and waits until its services answer. */
  start(site: string): Promise<void>;
  /** A login at a site with the account that deploys. */
  logIn(site: string): Promise<Session>;
  /**
   * Plans a site against its real state.
   * @returns addresses that would be changed
   * @throws Error where the site cannot be planned, with Terraform's words
   */
  plan(site: string): Promise<Planned>;
  /** Applies what is planned, on the way on which people deploy. @throws Error with what was said */
  deploy(site: string): Promise<void>;
  /** Says how far it is. */
  say(line: string): void;
}
