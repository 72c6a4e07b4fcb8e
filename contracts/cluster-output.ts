import { isRecord } from '../estate/shape';
import { InputError } from '../terraform/errors';

/** The name of the output in which a stack hands its cluster over. */
export const clusterOutputName = 'cluster';

/**
 * The cluster's contract among what Terraform writes of outputs: `terraform output -json`, `terraform show -json`, or
 * a state file. It is not checked yet.
 * @param file for messages
 * @returns JSON text
 * @throws InputError where the text is none of these, there is no such output, or it is marked as sensitive: what a
 *   stack takes for a secret is no contract
 */
export function clusterOutput(text: string, file: string): string {
  const output = outputsIn(parse(text, file))?.[clusterOutputName];
  if (!isRecord(output) || output.value === undefined) {
    throw new InputError({
      value: `${file} has no output "${clusterOutputName}".`,
      rule: 'A site hands its cluster over in that output, which its state holds after an apply.',
      fix: 'Apply the stack with this source (npx cdktf deploy SITE), then run again; before that: --planned.',
    });
  }
  if (output.sensitive === true) {
    throw new InputError({
      value: `${file}: the output "${clusterOutputName}" is sensitive.`,
      rule: 'A contract holds no secret, so nothing in it may come from a sensitive value.',
      fix: 'Take out of the output what made it so (stacks/site-stack.ts).',
    });
  }
  return JSON.stringify(output.value);
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError({
      value: `${file} is no JSON.`,
      rule: 'Outputs are read from terraform output -json, terraform show -json, or a state file.',
      fix: 'Name such a file; a state that Terraform keeps encrypted is shown first: terraform show -json.',
    });
  }
}

function outputsIn(json: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(json)) return undefined;
  const shown = isRecord(json.values) ? json.values.outputs : undefined;
  const found = [shown, json.outputs].find(isRecord);
  return found ?? json;
}
