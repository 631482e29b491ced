import { goPrint } from './go-print.ts'
import { Unread } from './unread.ts'

type Evaluate = (args: Iterable<unknown>) => unknown

const pem = (kind: string): string => `-----BEGIN ${kind}-----\nYWFhYQ==\n-----END ${kind}-----\n`

const certificate = { Cert: pem('CERTIFICATE'), Key: pem('RSA PRIVATE KEY') }

const hash = `$2a$10$${'a'.repeat(53)}`

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
  uuidv4: always('00000000-0000-4000-8000-000000000000'),
  date: ([format]) => dateLike(format),
  dateInZone: ([format]) => dateLike(format),
  unixEpoch: always('1785542400'),
  genCA: always(certificate),
  genCAWithKey: always(certificate),
  genSignedCert: always(certificate),
  genSignedCertWithKey: always(certificate),
  genSelfSignedCert: always(certificate),
  buildCustomCert: always(certificate),
  genPrivateKey: always(pem('RSA PRIVATE KEY')),
  derivePassword: always('Aa1!aaaaaaaaaa'),
  bcrypt: always(hash),
  htpasswd: ([user]) => `${goPrint(user)}:${hash}`,
  sha256sum: always('0'.repeat(64)),
  sha1sum: always('0'.repeat(40)),
  adler32sum: always('1'),
  encryptAES: always('YWFhYQ=='),
}

/** The same for all arguments, which may be unknown, but may not fail. */
export function always(value: unknown): Evaluate {
  return (args) => {
    try {
      void [...args]
    } catch (error) {
      if (!(error instanceof Unread)) throw error
    }
    return value
  }
}

/** A layout of Go is a date itself. */
const dateLike = (layout: unknown): string => goPrint(layout)
