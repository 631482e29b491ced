import { beforeAll, describe, expect, inject, test } from 'vitest'
import type { VerifyReport } from '../../src/verify/report.ts'
import { verifyChart } from '../../src/verify/verify-chart.ts'
import { cluster } from './cluster.ts'
import { faults } from './faults.ts'
import { contents } from './kubectl.ts'
import { chart, prepareShop, profiles, using } from './shop.ts'

let prediction: VerifyReport

beforeAll(async () => {
  const { helms, kubeconform } = inject('tools')
  prediction = await verifyChart({
    chart,
    profiles: profiles.filter(({ values }) => values.length > 0),
    tools: { helms, kubeconform },
    kubernetes: ['1.36'],
    release: 'shop',
    namespace: 'install-dev-helm-4',
  })
})

describe.concurrent.each(inject('tools').helms)('Helm $version', (helm) => {
  test.each(profiles)('installs $name, tests it and leaves nothing but data', async ({ name }) => {
    const shop = await prepareShop(helm, `install-${name}`)
    const before = await contents(shop.namespace)
    const { stderr } = await shop.helm('install', ...using(name))
    expect(stderr).toBe('')
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    await shop.helm('test')

    const [stored] = await cluster().list('v1/secrets', shop.namespace, 'owner=helm')
    const predicted = prediction.runs.find(
      (run) => run.profile === name && run.helm === helm.version,
    )
    const size = Buffer.from(stored?.data?.['release'] ?? '', 'base64').length
    expect(size / (predicted?.releaseBytes ?? 0)).toBeCloseTo(1, 2)

    const claims = await cluster().list('v1/persistentvolumeclaims', shop.namespace)
    await shop.helm('uninstall')
    const data = claims.map(({ metadata }) => `persistentvolumeclaim/${metadata?.name}`)
    await expect.poll(() => contents(shop.namespace)).toEqual([...before, ...data].toSorted())
  })
})
