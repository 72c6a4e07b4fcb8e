import type { Workload } from '../model';
import { servicePort } from '../paths';
import type { Json } from './envoy';

/** Name of the workload that issues tokens. */
export const identityProvider = 'identity-provider';

/** Everybody who signs in belongs to one realm; roles say what each may do. */
export const realm = 'region';

/** The issuer as tokens name it: the identity provider under its public name. */
export const issuer = `https://accounts.lausitz.example/realms/${realm}`;

/** The call that a workload declares which verifies tokens. */
export const verifiesTokens = { to: identityProvider, port: servicePort } as const;

const extension = 'type.googleapis.com/envoy.extensions.filters.http';

/**
 * Lets requests pass only with a token that the identity provider has signed, for this workload and not yet expired.
 * Of a request that comes from a workload rather than a person the certificate says enough.
 *
 * @param from workloads that pass people's requests on; @default every caller
 */
export function requireTokens({ name }: Pick<Workload, 'name'>, from?: readonly string[]): Json {
  const requires = { provider_name: identityProvider };
  const rules = from
    ? from.map((caller) => ({ match: { prefix: '/', headers: [cameFrom(caller)] }, requires }))
    : [{ match: { prefix: '/' }, requires }];
  return {
    name: 'envoy.filters.http.jwt_authn',
    typed_config: {
      '@type': `${extension}.jwt_authn.v3.JwtAuthentication`,
      providers: {
        [identityProvider]: {
          issuer,
          audiences: [name],
          // The next workload on the way asks for it again.
          forward: true,
          payload_in_metadata: 'token',
          require_expiration: true,
          remote_jwks: {
            http_uri: {
              uri: `https://${identityProvider}/realms/${realm}/protocol/openid-connect/certs`,
              cluster: identityProvider,
              timeout: '5s',
            },
            cache_duration: '300s',
            async_fetch: { fast_listener: true },
          },
        },
      },
      rules,
    },
  };
}

/** The proxy itself writes this header, from the certificate of the connection; what a caller sends there is dropped. */
function cameFrom(caller: string): Json {
  return { name: 'x-forwarded-client-cert', string_match: { contains: `DNS=${caller}.` } };
}
