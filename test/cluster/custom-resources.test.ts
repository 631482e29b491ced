import { inject, test } from 'vitest'
import { createNamespace } from './cluster.ts'
import { faults } from './faults.ts'
import { release, under } from './helm.ts'
import { setting, using } from './shop.ts'

const customised = setting(
  'global.secrets.provider=externalSecrets',
  'global.secrets.externalSecrets.storeRef.name=vault',
  'gateway.exposure.type=HTTPRoute',
  'gateway.exposure.httpRoute.gateway.name=entrance',
  'gateway.tls.enabled=true',
  'gateway.tls.certificate.enabled=true',
  'gateway.tls.certificate.issuer.name=letsencrypt',
)

test.for(inject('tools').helms)(
  'custom resources fit their definitions under Helm $version',
  async (helm, { expect }) => {
    const shop = release(helm, await createNamespace(under(helm, 'custom')))
    await shop.helm('install', ...using('defaults'), ...customised)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
  },
)
