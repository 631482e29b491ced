import { networkInterfaces } from 'node:os'

const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])

/** Why tests over IPv6 cannot run here, as the end of their title; empty where they can. */
export const noIpv6: string = addresses.some(({ address }) => address === '::1')
  ? ''
  : ' (not run: the loopback interface has no IPv6 address)'
