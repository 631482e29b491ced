import { goPrint } from './go-print.ts'

type Evaluate = (args: Iterable<unknown>) => unknown

/**
 * Functions that give something else each time, or on each day. What they give is of the same shape, so
 * that what is around it can be judged.
 */
export const standIns: Readonly<Record<string, Evaluate>> = {
  randAlphaNum: ([count]) => 'a'.repeat(Number(count)),
  randAlpha: ([count]) => 'a'.repeat(Number(count)),
  randAscii: ([count]) => 'a'.repeat(Number(count)),
  randNumeric: ([count]) => '1'.repeat(Number(count)),
  randBytes: ([count]) => Buffer.alloc(Number(count)).toString('base64'),
  shuffle: ([text]) => text,
  uuidv4: () => '00000000-0000-4000-8000-000000000000',
  date: ([format]) => dateLike(format),
  dateInZone: ([format]) => dateLike(format),
  unixEpoch: () => '1785542400',
  genCA: () => certificate,
  genCAWithKey: () => certificate,
  genSignedCert: () => certificate,
  genSignedCertWithKey: () => certificate,
  genSelfSignedCert: () => certificate,
  buildCustomCert: () => certificate,
  genPrivateKey: () => pem('RSA PRIVATE KEY'),
  derivePassword: () => 'Aa1!aaaaaaaaaa',
  bcrypt: () => hash,
  htpasswd: ([user]) => `${goPrint(user)}:${hash}`,
  sha1sum: () => '0'.repeat(40),
  adler32sum: () => '1',
  encryptAES: () => 'YWFhYQ==',
}

/** A layout of Go is a date itself. */
const dateLike = (layout: unknown): string => goPrint(layout)

const pem = (kind: string): string => `-----BEGIN ${kind}-----\nYWFhYQ==\n-----END ${kind}-----\n`

const certificate = { Cert: pem('CERTIFICATE'), Key: pem('RSA PRIVATE KEY') }

const hash = `$2a$10$${'a'.repeat(53)}`
