import type { Suite } from './model';

/**
 * Suites that tunnels between sites may use, and what makes one permitted.
 * Source: BSI TR-02102-3 (2026-01), second-hand: IKEv2; AES-256; HMAC-SHA2-256 or better; DH groups 15, 16
 * (MODP, 3072 bit and more) and 19, 20, 21 (ECP); the set is safe under every reading and offered by the
 * Open Telekom Cloud. Classical key agreement alone is permitted until the end of 2031, and until the end of
 * 2030 at a very high need of protection, which patient data has.
 */
export const permittedCryptography = {
  ikeVersions: ['v2'],
  encryption: ['aes-256', 'aes-256-gcm-16'],
  hashes: ['sha256', 'sha384', 'sha512'],
  groups: ['group15', 'group16', 'group19', 'group20', 'group21'],
  /** Seconds; longer lifetimes are a finding. */
  greatestIkeLifetime: 86_400,
  greatestIpsecLifetime: 28_800,
  permittedUntil: '2030-12-31',
  source: 'BSI TR-02102-3 (2026-01)',
} as const;

export const suites: readonly Suite[] = [
  {
    name: 'transit-2026',
    ikeVersion: 'v2',
    encryption: 'aes-256',
    hash: 'sha256',
    group: 'group20',
    ikeLifetimeSeconds: 28_800,
    ipsecLifetimeSeconds: 3_600,
  },
];
