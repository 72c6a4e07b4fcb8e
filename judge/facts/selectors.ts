import { isList, isMap, own, Unknown, type Value } from '../../graph/value';

/** `maybe` where something is not known yet, or true of a part only. */
export type Answer = 'yes' | 'no' | 'maybe';

/** All of them. */
export function and(...answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

/** At least one of them. */
export function or(...answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

export function not(answer: Answer): Answer {
  return answer === 'maybe' ? 'maybe' : answer === 'yes' ? 'no' : 'yes';
}

/** Labels of one thing: a text, null where it has none of that key, undefined where that is not known. */
export type Labels = (key: string) => string | null | undefined;

/**
 * The labels that an object's own text states.
 * @param more what is known besides, such as what the API server adds
 * @param others whether there may be labels that are not stated. @default 'none'
 */
export function labelsOf(
  stated: Value,
  more: ReadonlyMap<string, string> = new Map(),
  others: 'none' | 'unknown' = 'none',
): Labels {
  return (key) => {
    const added = more.get(key);
    if (added !== undefined) return added;
    if (stated instanceof Unknown) return undefined;
    const value = isMap(stated) ? own(stated, key) : undefined;
    if (value === undefined || value === null) return others === 'none' ? null : undefined;
    return typeof value === 'string' ? value : undefined;
  };
}

/**
 * Whether a label selector selects what has these labels. An empty one selects everything, one that is not set
 * nothing; where a field means otherwise its reader says so. Source: kubernetes.io, API reference, LabelSelector.
 */
export function selects(selector: Value, labels: Labels): Answer {
  if (selector === null) return 'no';
  if (!isMap(selector)) return 'maybe';
  return and(
    byLabels(own(selector, 'matchLabels'), labels),
    byExpressions(own(selector, 'matchExpressions'), labels),
  );
}

function byLabels(wanted: Value | undefined, labels: Labels): Answer {
  if (wanted === undefined || wanted === null) return 'yes';
  if (!isMap(wanted)) return 'maybe';
  return and(...Object.entries(wanted).map(([key, value]) => isOneOf(labels(key), [value])));
}

function byExpressions(expressions: Value | undefined, labels: Labels): Answer {
  if (expressions === undefined || expressions === null) return 'yes';
  if (!isList(expressions)) return 'maybe';
  return and(...expressions.map((one) => byExpression(one, labels)));
}

function byExpression(expression: Value, labels: Labels): Answer {
  if (!isMap(expression)) return 'maybe';
  const [key, operator, values] = ['key', 'operator', 'values'].map((name) => own(expression, name));
  if (typeof key !== 'string') return 'maybe';
  const label = labels(key);
  const listed = isList(values ?? null) ? (values as readonly Value[]) : [];
  if (operator === 'Exists') return label === undefined ? 'maybe' : label === null ? 'no' : 'yes';
  if (operator === 'DoesNotExist') return label === undefined ? 'maybe' : label === null ? 'yes' : 'no';
  if (values instanceof Unknown) return 'maybe';
  if (operator === 'In') return isOneOf(label, listed);
  // What has no such label is not in the list either.
  if (operator === 'NotIn') return not(isOneOf(label, listed));
  return 'maybe';
}

function isOneOf(label: string | null | undefined, values: readonly Value[]): Answer {
  if (label === null) return 'no';
  if (label !== undefined && values.includes(label)) return 'yes';
  return label === undefined || values.some((value) => typeof value !== 'string') ? 'maybe' : 'no';
}

/** Whether a selector is one that selects everything there is. */
export function selectsAll(selector: Value): Answer {
  if (selector === null) return 'no';
  if (!isMap(selector)) return 'maybe';
  const parts = ['matchLabels', 'matchExpressions'].map((name) => own(selector, name) ?? null);
  return and(
    ...parts.map((part): Answer => {
      if (part === null) return 'yes';
      if (part instanceof Unknown) return 'maybe';
      return Object.keys(part).length === 0 ? 'yes' : 'no';
    }),
  );
}
