const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'

/** DNS label of RFC 1123. */
export const dnsLabel: RegExp = new RegExp(`^${label}$`)

/** DNS subdomain of RFC 1123, which names most objects of Kubernetes; 253 characters at the most. */
export const dnsSubdomain: RegExp = new RegExp(`^(?=.{1,253}$)${label}(\\.${label})*$`)
