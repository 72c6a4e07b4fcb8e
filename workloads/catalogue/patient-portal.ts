import { route } from '../components/envoy';
import { ownRecordOnly } from '../components/own-record';
import { applicationCluster, localUrl } from '../components/proxy';
import { addService } from '../components/service';
import { identityProvider, issuer, realm, requireTokens, verifiesTokens } from '../components/tokens';
import type { Place, Workload } from '../model';
import { publicPort, servicePort } from '../paths';

const port = 4180;

/**
 * Where patients sign in and read their own record and consents, as FHIR, with whatever app they like. The page itself is
 * not in it: a region's portal has its own, which is served behind the same door. TLS is opened here and not at the edge,
 * so that what a patient reads is nowhere in the clear outside the identity domain.
 *
 * The Secret `sign-in` (`client-secret`, which the identity provider made, and `cookie-secret`, 32 random bytes) is put
 * there by whoever operates the site; no program of ours knows it.
 */
const workload: Workload = {
  name: 'patient-portal',
  title: 'Sign-in of patients, and the way to their own record',
  domain: 'identity',
  datasets: [],
  exposure: 'callers',
  publicHost: 'portal.lausitz.example',
  calls: [
    { to: 'fhir-server', port: servicePort },
    { to: 'consent-management', port: servicePort },
    verifiesTokens,
  ],
  ports: [servicePort, publicPort],
  deploy(place) {
    const own = [requireTokens({ name: 'fhir-server' }), ownRecordOnly];
    addService(place, {
      port,
      publicRoutes: [route('/', applicationCluster)],
      outwardFilters: { 'fhir-server': own, 'consent-management': own },
      containers: [
        {
          name: 'oauth2-proxy',
          image: 'signIn',
          args: flags(place),
          ports: [port],
          needs: { cpu: '100m', memory: '128Mi' },
          mounts: [
            {
              name: 'sign-in',
              path: '/etc/sign-in',
              from: { kind: 'secret', secret: 'sign-in', given: true },
            },
          ],
          check: { kind: 'http', path: '/ready', port },
        },
      ],
    });
  },
};

/** Source: oauth2-proxy.github.io, "Configuration". Browsers go to the public name, the server to its own proxy. */
function flags(place: Place): readonly string[] {
  const browsers = `${issuer}/protocol/openid-connect`;
  const servers = `${localUrl(place.workload, identityProvider)}/realms/${realm}/protocol/openid-connect`;
  return Object.entries({
    provider: 'oidc',
    'client-id': workload.name,
    'client-secret-file': '/etc/sign-in/client-secret',
    'cookie-secret-file': '/etc/sign-in/cookie-secret',
    'http-address': `0.0.0.0:${port}`,
    'oidc-issuer-url': issuer,
    'skip-oidc-discovery': 'true',
    'login-url': `${browsers}/auth`,
    'redeem-url': `${servers}/token`,
    'oidc-jwks-url': `${servers}/certs`,
    'redirect-url': `https://${workload.publicHost}/oauth2/callback`,
    'code-challenge-method': 'S256',
    'email-domain': '*',
    'insecure-oidc-allow-unverified-email': 'true',
    'reverse-proxy': 'true',
    'pass-authorization-header': 'true',
    'pass-user-headers': 'false',
    'cookie-secure': 'true',
    'cookie-httponly': 'true',
    'cookie-samesite': 'lax',
    'cookie-name': '__Host-portal',
    'cookie-expire': '1h',
    'cookie-refresh': '4m',
    'skip-provider-button': 'true',
    // Lines of requests hold paths, and paths hold who was looked for.
    'request-logging': 'false',
    upstream: `${localUrl(place.workload, 'fhir-server')}/fhir/Patient/`,
  })
    .map(([name, value]) => `--${name}=${value}`)
    .concat(`--upstream=${localUrl(place.workload, 'consent-management')}/fhir/Consent`);
}

export default workload;
