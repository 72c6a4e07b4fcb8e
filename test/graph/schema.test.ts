import { providerSource, providerVersion } from '../../graph/schema';
import { PROVIDER_ADDRESS, PROVIDER_VERSION } from '../../terraform/provider-identity';

test('rules judge for the provider that plans are made with', () => {
  expect(PROVIDER_ADDRESS).toBe(`registry.terraform.io/${providerSource}`);
  expect(providerVersion).toBe(PROVIDER_VERSION);
});
