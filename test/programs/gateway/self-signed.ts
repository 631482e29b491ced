import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that signs itself, and its key, as PEM. */
export interface SelfSigned {
  readonly certificate: string
  readonly key: string
}

/** A certificate for a host name on P-256, valid for a day around now: RFC 5280 by hand, so that no tool is needed. */
export function selfSigned(host: string, addresses: readonly string[] = []): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid('2a8648ce3d040302')) // ecdsa-with-SHA256
  const name = sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(host))))) // CN
  const names = [
    tlv(0x82, Buffer.from(host)),
    ...addresses.map((one) => tlv(0x87, Buffer.from(one.split('.').map(Number)))), // IPv4
  ]
  const alternative = sequence(oid('551d11'), tlv(0x04, sequence(...names))) // subjectAltName
  const body = sequence(
    tlv(0xa0, integer(2)), // version 3
    integer(1),
    algorithm,
    name,
    sequence(time(-1), time(1)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(alternative)),
  )
  const signature = tlv(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const pem = sequence(body, algorithm, signature).toString('base64').replaceAll(/.{64}/g, '$&\n')
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** Tag, length and value of DER. */
function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts)
  const { length } = value
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...head]), value])
}

const sequence = (...parts: readonly Buffer[]): Buffer => tlv(0x30, ...parts)
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'))
const integer = (value: number): Buffer => tlv(0x02, Buffer.from([value]))

/** A UTCTime some days from now. */
function time(days: number): Buffer {
  const date = new Date(Date.now() + days * 86_400_000).toISOString()
  return tlv(0x17, Buffer.from(`${date.replaceAll(/[-:T]/g, '').slice(2, 14)}Z`))
}
