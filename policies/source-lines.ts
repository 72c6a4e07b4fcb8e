import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, TerraformResource } from 'cdktf';
import type { IConstruct, Node } from 'constructs';
import { parseSources, type SourceLine, type StackLines } from '../judge/source-lines';
import { type Frames, projectLineFinder } from './project-line';

/** Lies beside the synthesized stacks. */
export const sourcesName = 'sources.json';

/** Five constructors of cdktf and `constructs`, the project's line, and room for a library between them. */
const depth = 8;

/** Taken before a build switches it off, because cdktf calls it for every token. */
const { captureStackTrace } = Error;

/** The frames in which each resource was made, by the root of its tree; only of apps that are watched. */
const watched = new WeakMap<IConstruct, Map<IConstruct, Frames>>();
const wrapped = new WeakSet<object>();

interface Nodes {
  addChild(this: Node, child: IConstruct, name: string): void;
}

/**
 * Notes from now on where each resource of an app is made. `constructs` tells nobody of a new one, so the method
 * through which every construct enters a tree is wrapped; other trees pass through it as before. Frames are only
 * collected here, which is cheap: V8 makes a text of them when somebody asks.
 */
export function watchSources(app: App): void {
  watched.set(app, new Map());
  const nodes = Object.getPrototypeOf(app.node) as Nodes;
  if (wrapped.has(nodes)) return;
  wrapped.add(nodes);
  const { addChild } = nodes;
  nodes.addChild = function add(child, name) {
    addChild.call(this, child, name);
    if (isInterpolated(child)) watched.get(this.root)?.set(child, framesOutside(add));
  };
}

/** What resources and data sources inherit and no grouping construct does; their own marks they get later. */
function isInterpolated(child: IConstruct): boolean {
  return 'interpolationForAttribute' in child;
}

function framesOutside(callee: Nodes['addChild']): Frames {
  const { stackTraceLimit } = Error;
  const frames: Frames = {};
  Error.stackTraceLimit = depth;
  captureStackTrace(frames, callee);
  Error.stackTraceLimit = stackTraceLimit;
  return frames;
}

/** The project's line for each resource and data source of a watched app that the project itself has made. */
export function linesOf(app: App): StackLines {
  const stacks = new Map<string, Map<string, SourceLine>>();
  const lineOf = projectLineFinder();
  for (const [construct, frames] of watched.get(app) ?? []) {
    if (!isResource(construct)) continue;
    const line = lineOf(frames);
    if (line === undefined) continue;
    const stack = construct.cdktfStack.node.id;
    const lines = stacks.get(stack) ?? new Map<string, SourceLine>();
    stacks.set(stack, lines.set(addressOf(construct), line));
  }
  return stacks;
}

// By the symbols of cdktf itself: its code stays out, because readers of this file do without it.
const resource = Symbol.for('cdktf/TerraformResource');
const dataSource = Symbol.for('cdktf/TerraformDataSource');

function isResource(construct: IConstruct): construct is TerraformResource {
  return resource in construct || dataSource in construct;
}

function addressOf(construct: TerraformResource): string {
  const { terraformResourceType: type, friendlyUniqueId: name } = construct;
  return `${dataSource in construct ? 'data.' : ''}${type}.${name}`;
}

/**
 * The lines that the gate has left beside synthesized stacks. Without the file, as after a synth without our gate,
 * none is known; a file that cannot be read is said, and no more: lines decide nothing.
 */
export function readSources(outdir: string, warn: (text: string) => void = console.error): StackLines {
  const file = join(outdir, sourcesName);
  try {
    return existsSync(file) ? parseSources(readFileSync(file, 'utf8')) : new Map();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warn(`${sourcesName} cannot be read, so no finding names the line that made its resource: ${why}`);
    return new Map();
  }
}
