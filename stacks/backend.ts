import { LocalBackend, PgBackend, type PgBackendConfig, S3Backend, type TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { InputError } from '../constructs/input-error';
import { readStateConnection } from '../terraform/state-connection';
import { setting } from './settings';

/** Where the state of every stack is kept. Credentials are never part of it: Terraform reads them at run time. */
export type StateBackend =
  /** A file beside the output folder. For one person, without a lock against others. */
  | { readonly kind: 'local' }
  /** PostgreSQL, locked. */
  | {
      readonly kind: 'pg';
      /**
       * Where it is, without user and password; those come from `PG_CONN_STR` at run time.
       * @default - all of it comes from there, and nothing shows where the state is kept
       */
      readonly address?: string;
    }
  /** S3-compatible object storage, encrypted and locked; credentials come from `AWS_*` at run time. */
  | {
      readonly kind: 's3';
      readonly bucket: string;
      readonly region: string;
      /** URL of a store that is not Amazon's. @default - Amazon's own */
      readonly endpoint?: string;
    };

/**
 * The backend that the run asks for: `ESTATE_BACKEND` (context `estateBackend`) is local, pg or s3, the last with
 * `ESTATE_BACKEND_BUCKET`, `ESTATE_BACKEND_REGION` and `ESTATE_BACKEND_ENDPOINT`. Where a `pg` is, `PG_CONN_STR` says.
 * @throws InputError for anything else, and for a connection that would send the state unencrypted to another machine
 */
export function readBackend(scope: Construct): StateBackend {
  const kind = setting(scope, 'estateBackend') ?? 'local';
  if (kind === 'local') return { kind };
  if (kind === 'pg') {
    const { PG_CONN_STR: connection } = process.env;
    return connection ? { kind, address: readStateConnection(connection).address } : { kind };
  }
  if (kind === 's3') return readS3(scope);
  throw new InputError(
    `state backend ${JSON.stringify(kind)} (ESTATE_BACKEND, or estateBackend in the context)`,
    'one of local, pg, s3',
    'leave it out for a local file; teams use pg or s3, which lock the state',
  );
}

function readS3(scope: Construct): StateBackend {
  const [bucket, region, endpoint] = ['Bucket', 'Region', 'Endpoint'].map((part) =>
    setting(scope, `estateBackend${part}`),
  );
  if (bucket === undefined || region === undefined) {
    throw new InputError(
      `state backend s3 with bucket ${bucket ?? '(none)'} and region ${region ?? '(none)'}`,
      'an s3 backend names its bucket and its region',
      'set ESTATE_BACKEND_BUCKET and ESTATE_BACKEND_REGION, or estateBackendBucket and estateBackendRegion in the context',
    );
  }
  if (endpoint !== undefined && !/^https:\/\/[^@\s]+$/.test(endpoint)) {
    throw new InputError(
      'state backend s3 with an endpoint that is no plain https URL',
      'state is secret: it travels over https, and credentials are no part of an address',
      'write ESTATE_BACKEND_ENDPOINT as https://host, and give credentials as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    );
  }
  return { kind: 's3', bucket, region, ...(endpoint === undefined ? {} : { endpoint }) };
}

/** Terraform version that a backend asks for; the locks of the s3 backend without DynamoDB came with 1.10. */
export function requiredVersion({ kind }: StateBackend): string {
  return kind === 's3' ? '>= 1.10.0' : '>= 1.6.0';
}

/** Gives a stack its backend; every stack has a state of its own. */
export function addBackend(stack: TerraformStack, backend: StateBackend): void {
  const name = stack.node.id;
  if (backend.kind === 's3') addS3(stack, backend);
  else if (backend.kind === 'pg') {
    const { address } = backend;
    const schemaName = `estate_${name.replaceAll('-', '_')}`;
    // cdktf asks for connStr; without it Terraform reads PG_CONN_STR, password and all, and nothing shows the place.
    new PgBackend(stack, { schemaName, ...(address ? { connStr: address } : {}) } as PgBackendConfig);
  } else {
    // Terraform runs in <output>/stacks/<name>. cdktf's own default would write this machine's path.
    new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
  }
}

function addS3(stack: TerraformStack, { bucket, region, endpoint }: StateBackend & { kind: 's3' }): void {
  const elsewhere = {
    endpoints: { s3: endpoint ?? '' },
    usePathStyle: true,
    // These ask services that only Amazon has.
    skipCredentialsValidation: true,
    skipMetadataApiCheck: true,
    skipRegionValidation: true,
    skipRequestingAccountId: true,
  };
  // cdktf 0.21 does not know the name of the lock setting, and passes it on.
  const config = { bucket, region, key: `${stack.node.id}.tfstate`, encrypt: true, useLockfile: true };
  new S3Backend(stack, endpoint === undefined ? config : { ...config, ...elsewhere });
}
