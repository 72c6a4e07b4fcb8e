import { App } from 'cdktf';
import { readBackend } from '../../stacks/backend';
import { profileNamed } from '../../stacks/profile';
import { type Json, realEstate, resources, sandboxEstate, stackOf, synthesize } from './synthesize';

const keep = { ...process.env };
afterEach(() => {
  process.env = { ...keep };
});

function backendOf(environment: Record<string, string>, context: Json = {}): Json {
  Object.assign(process.env, environment);
  const made = synthesize(realEstate, { profile: 'production' }, context).mirror;
  return made?.stack.terraform as Json;
}

describe('the state', () => {
  test('is a file beside the output by default', () => {
    expect(backendOf({})).toMatchObject({
      backend: { local: { path: '../../../terraform.mirror.tfstate' } },
    });
  });

  test('goes to PostgreSQL, whose place is named without who logs in there', () => {
    const connection = 'postgres://u:secret@db.example/state?sslmode=verify-full';
    const { backend } = backendOf({ ESTATE_BACKEND: 'pg', PG_CONN_STR: connection });
    const conn_str = 'postgres://db.example/state?sslmode=verify-full';
    expect(backend).toEqual({ pg: { conn_str, schema_name: 'estate_mirror' } });
  });

  test('goes to PostgreSQL, wherever Terraform is told that it is', () => {
    const { backend } = backendOf({ ESTATE_BACKEND: 'pg', PG_CONN_STR: '' });
    expect(backend).toEqual({ pg: { schema_name: 'estate_mirror' } });
  });

  test('does not go to PostgreSQL in plaintext', () => {
    const connection = 'postgres://u:secret@db.example/state';
    expect(() => backendOf({ ESTATE_BACKEND: 'pg', PG_CONN_STR: connection })).toThrow(
      'PG_CONN_STR leads to db.example with no sslmode.',
    );
  });

  test('goes to S3, encrypted and locked, without credentials', () => {
    const context = {
      estateBackend: 's3',
      estateBackendBucket: 'states',
      estateBackendRegion: 'eu-central-1',
    };
    const { backend, required_version } = backendOf({}, context);
    expect(required_version).toBe('>= 1.10.0');
    expect(backend).toEqual({
      s3: {
        bucket: 'states',
        key: 'mirror.tfstate',
        region: 'eu-central-1',
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  test('goes to a store that speaks S3', () => {
    const { backend } = backendOf({
      ESTATE_BACKEND: 's3',
      ESTATE_BACKEND_BUCKET: 'states',
      ESTATE_BACKEND_REGION: 'cottbus',
      ESTATE_BACKEND_ENDPOINT: 'https://objects.example',
    });
    expect(backend).toEqual({
      s3: {
        bucket: 'states',
        key: 'mirror.tfstate',
        region: 'cottbus',
        encrypt: true,
        use_lockfile: true,
        endpoints: { s3: 'https://objects.example' },
        use_path_style: true,
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_region_validation: true,
        skip_requesting_account_id: true,
      },
    });
  });

  test('is set by the environment rather than the context', () => {
    process.env.ESTATE_BACKEND = 'pg';
    delete process.env.PG_CONN_STR;
    expect(readBackend(new App({ context: { estateBackend: 's3' } }))).toEqual({ kind: 'pg' });
  });

  test.each([
    [
      { estateBackend: 'gcs' },
      'state backend "gcs" (ESTATE_BACKEND, or estateBackend in the context)\n  rule   one of local, pg, s3',
    ],
    [{ estateBackend: 's3' }, 'an s3 backend names its bucket and its region'],
    [
      {
        estateBackend: 's3',
        estateBackendBucket: 'b',
        estateBackendRegion: 'r',
        estateBackendEndpoint: 'http://objects.example',
      },
      'state is secret: it travels over https',
    ],
    [
      {
        estateBackend: 's3',
        estateBackendBucket: 'b',
        estateBackendRegion: 'r',
        estateBackendEndpoint: 'https://user:secret@objects.example',
      },
      'credentials are no part of an address',
    ],
  ])('refuses %j', (context, message) => {
    const read = () => readBackend(new App({ context }));
    expect(read).toThrow(message);
    expect(read).not.toThrow('user:secret');
  });
});

describe('the profile', () => {
  const protectedIn = (profile: 'production' | 'sandbox' | 'decommission') => {
    const estate = profile === 'sandbox' ? sandboxEstate : realEstate;
    const clinic = stackOf('clinic', { backend: { kind: 'local' }, profile }, estate);
    const volumes = Object.values(resources(clinic, 'blockstorage_volume_v3'));
    const containers = Object.values(resources(clinic, 'objectstorage_container_v1'));
    return {
      prevents: [
        ...new Set([...volumes, ...containers].map(({ lifecycle }) => (lifecycle as Json).prevent_destroy)),
      ],
      empties: [...new Set(containers.map(({ force_destroy }) => force_destroy))],
    };
  };

  test('is production unless said otherwise', () => {
    expect(profileNamed()).toEqual({ name: 'production', destroyable: false, emptiesContainers: false });
    expect(protectedIn('production')).toEqual({ prevents: [true], empties: [false] });
  });

  test('of a sandbox may destroy everything', () => {
    expect(protectedIn('sandbox')).toEqual({ prevents: [false], empties: [true] });
  });

  test('of a decommission destroys only what was emptied', () => {
    expect(protectedIn('decommission')).toEqual({ prevents: [false], empties: [false] });
  });

  test('comes from ESTATE_PROFILE or the context', () => {
    const prevents = (context: Json) => {
      const stack = synthesize(realEstate, { backend: { kind: 'local' } }, context).primary?.stack;
      return resources(stack as never, 'blockstorage_volume_v3').imaging_data?.lifecycle;
    };
    expect(prevents({ estateProfile: 'decommission' })).toEqual({ prevent_destroy: false });
    process.env.ESTATE_PROFILE = 'production';
    expect(prevents({ estateProfile: 'decommission' })).toEqual({ prevent_destroy: true });
  });

  test.each([
    ['sandbox', realEstate],
    ['production', sandboxEstate],
    ['decommission', sandboxEstate],
  ] as const)('%s is refused where it lifts or guards the wrong thing', (profile, estate) => {
    expect(() => stackOf('clinic', { backend: { kind: 'local' }, profile }, estate)).toThrow(
      'which lifts every protection, is for a deployment on this machine',
    );
  });

  test('refuses any other name', () => {
    expect(() => profileNamed('prod')).toThrow(
      'profile "prod" (ESTATE_PROFILE, or estateProfile in the context)\n  rule   one of production, sandbox, decommission',
    );
  });
});
