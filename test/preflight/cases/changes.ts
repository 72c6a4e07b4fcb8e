import type { Item } from '../../../observe/list';
import { type Change, type Changes, readRecording } from '../look';

/** A project in which an operator has prepared everything, as its pipeline sees it; nothing is applied yet. */
export const prepared = readRecording('prepared');

type Body = Record<string, unknown>;
/** What is changed in the recorded answers of a prepared project, and what the check then has to say. */
export type Case = readonly [
  check: string,
  what: string,
  changes: Changes,
  outcome: string,
  text: string | RegExp,
];

export const login = 'POST /';
export const computeQuotas = '/os-quota-sets/';
export const forbidden: Change = { status: 403, body: {} };

/** The part of the quota's answer that differs. */
export const quota = (member: string, name: string, value: object): Change =>
  ((body: Body) => ({ ...body, [member]: { ...(body[member] as Item), [name]: value } })) as Change;
export const token = (change: (token: Item) => Item): Change =>
  ((body: Body) => ({ token: change(body.token as Item) })) as Change;
export const member = (name: string, more: object): Change =>
  ((body: Body) => ({ [name]: { ...(body[name] as Item), ...more } })) as Change;
export const whole = (more: object): Change => ((body: Body) => ({ ...body, ...more })) as Change;
export const added = (name: string, item: object): Change =>
  ((body: Body) => ({ ...body, [name]: [...(body[name] as unknown[]), item] })) as Change;
export const services = (change: (service: Item) => readonly Item[]): Change =>
  token((t) => ({ ...t, catalog: (t.catalog as Item[]).flatMap(change) }));
export const roles = (...names: string[]): Change =>
  token((t) => ({ ...t, roles: names.map((name) => ({ name })) }));
