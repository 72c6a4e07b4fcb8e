import { ComputeKeypairV2 } from '@cdktf/provider-openstack/lib/compute-keypair-v2';
import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import type { Place } from './place';
import { reference } from './reference';

const variableName = 'admin_public_key';

/**
 * Public keys that may be imported: Ed25519, ECDSA, and RSA from 3072 bits on (BSI TR-02102-1), whose Base64 text
 * has 544 characters and more. A private key never matches.
 */
const publicKey =
  '^(ssh-ed25519 [A-Za-z0-9+/]{68}|ecdsa-sha2-nistp(256|384|521) [A-Za-z0-9+/]{100,}={0,2}|ssh-rsa [A-Za-z0-9+/]{540,}={0,2})( [^\\\\n]*)?\\\\n?$';

/**
 * The administrators' key pair, imported: a generated one would leave its private half in the state. The key is
 * checked where it is used and sensitive until then: Terraform prints the value of a variable that fails its own
 * validation, and what was given may be a private key.
 */
export class AdminKey extends Construct {
  /** Reference to the key pair's name. */
  readonly keyPair: string;

  constructor(scope: Construct, id: string, { place }: { readonly place: Place }) {
    super(scope, id);
    new TerraformVariable(this, 'public-key', {
      type: 'string',
      description: 'Public SSH key of the administrators',
      sensitive: true,
      nullable: false,
    }).overrideLogicalId(variableName);
    const keyPair = new ComputeKeypairV2(this, 'Default', {
      name: `${place.site.name}-admin`,
      publicKey: `\${nonsensitive(var.${variableName})}`,
      lifecycle: {
        precondition: [
          {
            condition: `\${can(regex("${publicKey}", var.${variableName}))}`,
            errorMessage: `${variableName} is no public SSH key: give the one line of a .pub file that starts with ssh-ed25519, ecdsa-sha2-nistp256 (384, 521) or ssh-rsa (3072 bits or more). Never a private key.`,
          },
        ],
      },
    });
    this.keyPair = reference(keyPair, 'name');
  }
}
