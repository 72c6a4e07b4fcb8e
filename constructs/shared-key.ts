import { type TerraformResourceLifecycle, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';

export interface SharedKeyProps {
  /** Name of the variable; a dash could not stand in the name of an environment variable. */
  readonly name: string;
  readonly description: string;
  /** What the key is, for whoever gives one that does not fit: `pre-shared key`. */
  readonly what: string;
}

/** A key as an attribute takes it, and the check that goes into the lifecycle of what takes it. */
export interface SharedKey {
  /** Expression for the key. */
  readonly value: string;
  readonly lifecycle: TerraformResourceLifecycle;
}

/**
 * 32 characters and more: BSI TR-02102-1 asks for 120 bits, which 32 random Base64 characters hold. The greatest
 * length and the characters are those that the Open Telekom Cloud takes as well. Source: otc-docs/virtual-private-network.
 */
const wellFormed = '^[A-Za-z0-9+/=._-]{32,128}$';

/**
 * A key that several stacks share, given at plan and apply under the same name for each of them, so that one value
 * serves all: never a default, never in an output. It is checked where it is used: Terraform prints the value of a
 * variable that fails its own validation, even that of a sensitive one.
 */
export function sharedKey(
  scope: Construct,
  id: string,
  { name, description, what }: SharedKeyProps,
): SharedKey {
  new TerraformVariable(scope, id, {
    type: 'string',
    description,
    sensitive: true,
    nullable: false,
  }).overrideLogicalId(name);
  return {
    value: `\${var.${name}}`,
    lifecycle: {
      precondition: [
        {
          condition: `\${can(regex("${wellFormed}", var.${name}))}`,
          errorMessage: `The ${what} ${name} does not fit: it has 32 to 128 letters, digits and characters of +/=._- only. Make one with: openssl rand -base64 48`,
        },
      ],
    },
  };
}
