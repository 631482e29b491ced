import { parseQuantity } from '../../../src/kubernetes/pod/quantity.ts'

/** Whether a text is what Kubernetes wants of it: named and written as in apimachinery's `validation`. */
export type TextRule = (text: string) => boolean

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const name = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'

const matching =
  (pattern: string, longest: number): TextRule =>
  (text) =>
    text.length <= longest && new RegExp(`^(${pattern})$`).test(text)

export const isDns1123Label: TextRule = matching(label, 63)
export const isDns1123Subdomain: TextRule = matching(`${label}(\\.${label})*`, 253)
export const isDns1035Label: TextRule = matching('[a-z]([-a-z0-9]*[a-z0-9])?', 63)
export const isLabelValue: TextRule = matching(`(${name})?`, 63)
export const isEnvironmentName: TextRule = matching('[ -<>-~]+', Infinity)
export const isConfigMapKey: TextRule = (text) =>
  matching('[-._a-zA-Z0-9]+', 253)(text) && text !== '.' && !text.startsWith('..')
export const isDuration: TextRule = matching('([0-9]+(\\.[0-9]*)?(ns|us|ms|s|m|h))+', Infinity)

export const isQualifiedName: TextRule = (text) => {
  const parts = text.split('/')
  const [prefix, last = ''] = parts.length === 2 ? parts : [undefined, text]
  return (prefix === undefined || isDns1123Subdomain(prefix)) && matching(name, 63)(last)
}

/** The name of a port: IANA's service names. */
export const isPortName: TextRule = (text) =>
  matching('[a-z0-9]([-a-z0-9]*[a-z0-9])?', 15)(text) && /[a-z]/.test(text) && !text.includes('--')

/** A field of a pod that an environment variable may have. */
export const isPodField: TextRule = (text) => podFields.has(text) || isLabelField(text)

/** A field of a pod that a file of a volume may have. */
export const isMetadataField: TextRule = (text) =>
  /^metadata\.(name|namespace|uid|labels|annotations)$/.test(text) || isLabelField(text)

const isLabelField: TextRule = (text) => {
  const [, of, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(text) ?? []
  return isQualifiedName(of === 'annotations' ? key.toLowerCase() : key)
}

const podFields: ReadonlySet<string> = new Set([
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
])

export const isQuantity: TextRule = (text) => (parseQuantity(text) ?? -1) >= 0

/** A block of IPv4 or IPv6 addresses without bits beyond its prefix. */
export const isCidr: TextRule = (text) => {
  const [address = '', prefix = ''] = text.split('/')
  const bits = address.includes(':') ? ipv6Bits(address) : ipv4Bits(address)
  const length = Number(prefix)
  return (
    bits !== undefined &&
    /^(0|[1-9]\d*)$/.test(prefix) &&
    length <= bits.length &&
    !bits.slice(length).includes('1')
  )
}

function ipv4Bits(address: string): string | undefined {
  const octets = address.split('.')
  const isWhole = octets.length === 4 && octets.every((one) => /^(0|[1-9]\d{0,2})$/.test(one))
  return isWhole && octets.every((one) => Number(one) < 256) ? binary(octets, 10, 8) : undefined
}

function ipv6Bits(address: string): string | undefined {
  const [head = '', tail] = address.split('::')
  const [before, after] = [groups(head), groups(tail ?? '')]
  const missing = 8 - before.length - after.length
  if (address.split('::').length > 2 || (tail === undefined ? missing !== 0 : missing < 1)) return
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  return all.every((one) => /^[0-9a-f]{1,4}$/i.test(one)) ? binary(all, 16, 16) : undefined
}

const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'))

const binary = (parts: readonly string[], radix: number, width: number): string =>
  parts.map((part) => Number.parseInt(part, radix).toString(2).padStart(width, '0')).join('')

/** Host of an Ingress: IsWildcardDNS1123Subdomain where it begins with a star, IsDNS1123Subdomain otherwise. */
export function isHostOrWildcard(text: string): boolean {
  return isDns1123Subdomain(text.replace(/^\*\./, ''))
}
