/**
 * Token: what a source gives the server, and the server the client, to unlock a feature (U7, U17).
 *
 *     v1.SOURCE.CLIENT.TRANSMISSION.FEATURE.NOT-BEFORE.NOT-AFTER.NONCE.MAC
 *
 * The MAC is HMAC-SHA-256 over everything before it, keyed with a key that only the source and that
 * client's device hold. Instants are whole virtual microseconds; the window is half-open.
 *
 * Laws (test/machines/token.test.ts): a token opens only what it names, only on the device it names,
 * only within its window, and only once; changing any character of it closes it.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** What a token says. */
export interface TokenClaims {
  readonly source: string;
  readonly client: string;
  readonly transmission: string;
  readonly feature: string;
  readonly notBeforeUs: number;
  readonly notAfterUs: number;
  /** Never used twice by one source for one client. */
  readonly nonce: string;
}

/** Why a token is refused; `null` in its place means that it opens the feature. */
export type TokenFault =
  | 'malformed'
  | 'forged'
  | 'another-client'
  | 'another-purchase'
  | 'expired'
  | 'replayed';

/** What a client device checks a token against. */
export interface TokenCheck {
  readonly token: string;
  readonly key: string;
  readonly client: string;
  readonly transmission: string;
  readonly feature: string;
  readonly atUs: number;
  readonly usedNonces: readonly string[];
}

const VERSION = 'v1';
const FIELDS = 9;

/** The key that `source`'s master key gives to the device of `client`: hex, 32 bytes. */
export function deviceKey(masterKey: string, client: string): string {
  return mac(masterKey, `device ${client}`);
}

/** Mints the token that says `claims`, sealed with the device's key. */
export function mintToken(claims: TokenClaims, key: string): string {
  const said = [
    VERSION,
    claims.source,
    claims.client,
    claims.transmission,
    claims.feature,
    claims.notBeforeUs,
    claims.notAfterUs,
    claims.nonce,
  ].join('.');
  return `${said}.${mac(key, said)}`;
}

/** What a token says, without believing it; null when it is not even shaped like one. */
export function readToken(token: string): (TokenClaims & { readonly mac: string }) | null {
  const fields = token.split('.');
  const [version, source, client, transmission, feature, from, until, nonce, seal] = fields;
  if (fields.length !== FIELDS || version !== VERSION) return null;
  const notBeforeUs = Number(from);
  const notAfterUs = Number(until);
  if (!Number.isSafeInteger(notBeforeUs) || !Number.isSafeInteger(notAfterUs)) return null;
  if (source === undefined || client === undefined || transmission === undefined) return null;
  if (feature === undefined || nonce === undefined || seal === undefined) return null;
  return { source, client, transmission, feature, notBeforeUs, notAfterUs, nonce, mac: seal };
}

/** Why `check.token` does not open the feature on this device now, or null when it does. */
export function tokenFault(check: TokenCheck): TokenFault | null {
  const claims = readToken(check.token);
  if (claims === null) return 'malformed';
  if (claims.client !== check.client) return 'another-client';
  const said = check.token.slice(0, check.token.lastIndexOf('.'));
  if (mac(check.key, said) !== claims.mac) return 'forged';
  if (claims.transmission !== check.transmission || claims.feature !== check.feature) {
    return 'another-purchase';
  }
  if (check.atUs < claims.notBeforeUs || check.atUs >= claims.notAfterUs) return 'expired';
  return check.usedNonces.includes(claims.nonce) ? 'replayed' : null;
}

function mac(key: string, text: string): string {
  return hexOf(hmac(sha256, utf8ToBytes(key), utf8ToBytes(text)));
}

const DIGITS = '0123456789abcdef';
/** Made in one go: a text put together digit by digit takes ten times the memory, and devices keep keys. */
function hexOf(bytes: Uint8Array): string {
  const codes: number[] = [];
  for (const byte of bytes) {
    codes.push(DIGITS.charCodeAt(byte >> 4), DIGITS.charCodeAt(byte & 15));
  }
  return String.fromCharCode(...codes);
}
