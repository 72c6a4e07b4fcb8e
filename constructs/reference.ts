import type { TerraformResource } from 'cdktf';

/**
 * A reference to an attribute of a resource in the same stack, as Terraform writes it. cdktf's own tokens end as
 * the same text, but each of them is looked up and taken apart on every pass: 40 % of a synth. They are needed
 * only where a reference may lead to another stack, which a site's never does.
 */
export function reference(resource: TerraformResource, attribute: string): string {
  return `\${${address(resource)}.${attribute}}`;
}

/** Address of a resource within its stack, for use inside a longer expression. */
export function address(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
