import { parseSync } from '@swc/core';

/** One use of another module in a source. */
export interface Import {
  /** As written: `../judge/report`, `node:fs`, `cdktf`. Undefined where it is computed at run time. */
  readonly from: string | undefined;
  /** Whether only types come from there, which the compiler takes out again. */
  readonly typesOnly: boolean;
}

type Node = { readonly type?: string; readonly [field: string]: unknown };

/**
 * Every import of a TypeScript or JavaScript source: declarations, re-exports, `require`, `require.resolve`,
 * `import()`, `import x = require()` and types written as `import('…')`. The source is parsed, so comments, strings
 * and templates that only look like imports are none.
 * @throws Error where the source has no valid syntax
 */
export function readImports(source: string): Import[] {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const program = parseSync(source, { syntax: 'typescript', target: 'es2022' });
  const found: Import[] = [];
  visit(program, found);
  parsed.set(source, found);
  return found;
}

const parsed = new Map<string, Import[]>();

function visit(value: unknown, found: Import[]): void {
  if (Array.isArray(value)) for (const each of value) visit(each, found);
  else if (value !== null && typeof value === 'object') {
    const one = importOf(value as Node);
    if (one !== undefined) found.push(one);
    for (const each of Object.values(value)) visit(each, found);
  }
}

function importOf(node: Node): Import | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node.source ? { from: textOf(node.source), typesOnly: hasTypesOnly(node) } : undefined;
    case 'TsImportType':
      return { from: textOf(node.argument), typesOnly: true };
    case 'TsExternalModuleReference':
      return { from: textOf(node.expression), typesOnly: false };
    case 'CallExpression':
      return isLoading(node.callee as Node) ? { from: firstArgument(node), typesOnly: false } : undefined;
    default:
      return undefined;
  }
}

/** `import type`, `export type`, or a list in which every name is a type. An empty list still runs the module. */
function hasTypesOnly({ typeOnly, specifiers }: Node): boolean {
  if (typeOnly === true) return true;
  const names = (specifiers ?? []) as readonly Node[];
  return names.length > 0 && names.every(({ isTypeOnly }) => isTypeOnly === true);
}

/** `import(…)`, `require(…)`, `require.resolve(…)` and `createRequire(…)(…)`. */
function isLoading(callee: Node): boolean {
  if (callee.type === 'Import') return true;
  if (callee.type === 'Identifier') return callee.value === 'require';
  if (callee.type === 'MemberExpression') return isLoading(callee.object as Node);
  return callee.type === 'CallExpression' && (callee.callee as Node).value === 'createRequire';
}

function firstArgument({ arguments: list }: Node): string | undefined {
  return textOf((list as readonly Node[])[0]?.expression);
}

/** The text of a literal, also of a template without anything to fill in. */
function textOf(node: unknown): string | undefined {
  const { type, value, quasis, expressions } = (node ?? {}) as Node;
  if (type === 'StringLiteral') return String(value);
  const isPlain = type === 'TemplateLiteral' && (expressions as readonly unknown[]).length === 0;
  return isPlain ? String((quasis as readonly Node[])[0]?.cooked) : undefined;
}
