import { addDatabaseClient, databasePort } from '../components/database-client';
import { route } from '../components/envoy';
import { admitAmong } from '../components/network';
import { patientClaim } from '../components/own-record';
import type { Container, Mount } from '../components/pod';
import { applicationCluster } from '../components/proxy';
import { addService } from '../components/service';
import { addSettings } from '../components/settings';
import { identityProvider, issuer, realm } from '../components/tokens';
import type { Workload } from '../model';
import { publicPort, servicePort } from '../paths';

const ports = { http: 8080, management: 9000, cache: 7800, cacheAlive: 57_800 };

const workload: Workload = {
  name: identityProvider,
  title: 'Signs people in, and says to workloads who they are',
  domain: 'operations',
  datasets: [],
  exposure: 'callers',
  publicHost: new URL(issuer).hostname,
  calls: [{ to: 'accounts', port: databasePort }],
  ports: [servicePort, publicPort],
  foundation: true,
  deploy(place) {
    const { jdbcUrl, name, mount } = addDatabaseClient(place, 'accounts');
    const settings = addSettings(place, 'realm', {
      'region.json': `${JSON.stringify(region, undefined, 2)}\n`,
    });
    const quarkus: Mount = {
      name: 'quarkus',
      path: '/opt/keycloak/lib/quarkus',
      from: { kind: 'scratch', size: '256Mi' },
    };
    const tmp: Mount = { name: 'tmp', path: '/tmp', from: { kind: 'scratch', size: '256Mi' } };
    const environment = settingsOf(jdbcUrl, name);
    // Sessions of two servers are one: they tell each other, with TLS and keys that they make themselves.
    admitAmong(place, workload.name, [ports.cache, ports.cacheAlive]);
    addService(place, {
      port: ports.http,
      user: 1000,
      // People get to sign-in and tokens; its administration is for the operations domain.
      publicRoutes: ['/realms/', '/resources/'].map((prefix) => route(prefix, applicationCluster)),
      before: [copyOf(quarkus), builtIn(environment, [quarkus, tmp])],
      containers: [
        {
          name: 'keycloak',
          image: 'identityProvider',
          args: ['start', '--optimized', '--import-realm'],
          environment,
          ports: [ports.http, ports.management, ports.cache],
          needs: { cpu: '500m', memory: '1Gi' },
          mounts: [
            quarkus,
            tmp,
            mount,
            { name: 'data', path: '/opt/keycloak/data/tmp', from: { kind: 'scratch', size: '64Mi' } },
            {
              name: 'realm',
              path: '/opt/keycloak/data/import',
              from: { kind: 'settings', configMap: settings },
            },
          ],
          check: { kind: 'http', path: '/health/ready', port: ports.management },
        },
      ],
    });
  },
};

/** Source: keycloak.org, "All configuration". */
function settingsOf(jdbcUrl: string, user: string): Record<string, string> {
  return {
    KC_DB: 'postgres',
    KC_DB_URL: jdbcUrl,
    KC_DB_USERNAME: user,
    KC_HEALTH_ENABLED: 'true',
    KC_HTTP_ENABLED: 'true',
    KC_HTTP_PORT: String(ports.http),
    KC_HOSTNAME: new URL(issuer).origin,
    KC_PROXY_HEADERS: 'xforwarded',
    KC_CACHE: 'ispn',
    KC_CACHE_STACK: 'jdbc-ping',
    KC_LOG_LEVEL: 'warn',
    JAVA_OPTS_APPEND: '-XX:MaxRAMPercentage=70',
  };
}

/** What it is built with lies on the image, which is read only: it is built where it runs, before it starts. */
function copyOf(quarkus: Mount): Container {
  return {
    name: 'copy',
    image: 'identityProvider',
    command: ['/bin/cp', '--recursive', '/opt/keycloak/lib/quarkus/.', '/copy/'],
    needs: { cpu: '100m', memory: '128Mi' },
    mounts: [{ ...quarkus, path: '/copy' }],
  };
}

function builtIn(environment: Record<string, string>, mounts: readonly Mount[]): Container {
  return {
    name: 'build',
    image: 'identityProvider',
    args: ['build'],
    environment,
    needs: { cpu: '500m', memory: '1Gi' },
    mounts,
  };
}

/**
 * The realm as it begins; what exists already is left as it is. No secret is in it: Keycloak makes each client's own.
 * A second factor is asked of everybody. Source: keycloak.org, "Importing and exporting realms".
 */
const region = {
  realm,
  enabled: true,
  sslRequired: 'external',
  registrationAllowed: false,
  bruteForceProtected: true,
  passwordPolicy: 'length(14) and notUsername and notEmail and passwordHistory(5)',
  accessTokenLifespan: 300,
  ssoSessionIdleTimeout: 1800,
  ssoSessionMaxLifespan: 28_800,
  revokeRefreshToken: true,
  eventsEnabled: true,
  adminEventsEnabled: true,
  requiredActions: [
    {
      alias: 'webauthn-register',
      name: 'Webauthn Register',
      providerId: 'webauthn-register',
      enabled: true,
      defaultAction: true,
    },
  ],
  clients: [
    {
      clientId: 'patient-portal',
      publicClient: false,
      standardFlowEnabled: true,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: false,
      redirectUris: ['https://portal.lausitz.example/oauth2/callback'],
      attributes: { 'pkce.code.challenge.method': 'S256' },
      protocolMappers: [
        {
          name: 'audience',
          protocol: 'openid-connect',
          protocolMapper: 'oidc-audience-mapper',
          config: {
            'included.custom.audience': 'fhir-server',
            'id.token.claim': 'true',
            'access.token.claim': 'true',
          },
        },
        {
          name: patientClaim,
          protocol: 'openid-connect',
          protocolMapper: 'oidc-usermodel-attribute-mapper',
          config: {
            'user.attribute': patientClaim,
            'claim.name': patientClaim,
            'jsonType.label': 'String',
            'id.token.claim': 'true',
            'access.token.claim': 'true',
          },
        },
      ],
    },
  ],
};

export default workload;
