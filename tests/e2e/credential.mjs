// Credentials signed for a test (W3C VC 2.0, eddsa-jcs-2022), with openly worthless keys of the demonstration. Never a key
// worth keeping, and only ASCII in them: RFC 8785 is then JSON with sorted members.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const keys = new URL('../../data/demonstration/keys-openly-worthless/', import.meta.url);
const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function base58(bytes) {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = letters[Number(number % 58n)] + text;
  return text;
}

const canonical = (value) => JSON.stringify(value, (_, part) => (part && typeof part === 'object' && !Array.isArray(part)
  ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  : part));

const sha256 = (text) => createHash('sha256').update(text).digest();

const read = (name) => createPrivateKey(readFileSync(new URL(`${name}.pem`, keys)));

/** The public half of an Ed25519 key as Multikey. */
export function multikey(name) {
  const spki = createPublicKey(read(name)).export({ format: 'der', type: 'spki' });
  return `z${base58(Buffer.concat([Buffer.from([0xed, 0x01]), spki.subarray(-32)]))}`;
}

/** A credential of this issuer, signed with that key under the name that the issuer gives it. */
export function credential(issuer, key, method) {
  const document = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    issuer,
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { id: 'https://meadow-works.example/' },
  };
  const options = {
    '@context': document['@context'],
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    created: '2026-06-10T09:00:00Z',
    proofPurpose: 'assertionMethod',
    verificationMethod: method,
  };
  const digests = Buffer.concat([sha256(canonical(options)), sha256(canonical(document))]);
  const proofValue = `z${base58(sign(null, digests, read(key)))}`;
  return JSON.stringify({ ...document, proof: { ...options, proofValue } }, null, 2);
}
