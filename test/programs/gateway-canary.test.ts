import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeepPartial } from '../../src/schema/deep-partial.ts'
import type { GatewayValues } from '../../src/components/gateway/values.ts'
import { type Fixture, startFixture } from './gateway/fixture.ts'
import { noNginx } from './gateway/nginx.ts'
import { dnsName } from './gateway/platform.ts'
import { startUpstream, type Upstream } from './gateway/upstream.ts'

const name = 'trial-1'

/** A gateway before the stable pods of a service, and before its canary. */
interface Trial {
  readonly edge: Fixture
  readonly canary: Upstream
  close(): Promise<void>
}

async function startTrial(
  canary: DeepPartial<GatewayValues['canaries'][string]>,
  more: DeepPartial<GatewayValues> = {},
): Promise<Trial> {
  const edge = await startFixture({ values: { ...more, canaries: { [name]: canary } } })
  edge.names.records.set(dnsName(`${name}-stable`), ['127.0.0.1'])
  edge.names.records.set(dnsName(`${name}-canary`), ['127.0.0.2'])
  const upstream = await startUpstream('canary', edge.ports[name], () => false, '127.0.0.2')
  const close = async (): Promise<void> => {
    await edge.close()
    await upstream.close()
  }
  return { edge, canary: upstream, close }
}

/** How many of so many requests went to the canary. */
async function share(edge: Fixture, requests: number, headers = {}): Promise<number> {
  let [next, found] = [0, 0]
  const client = async (): Promise<void> => {
    while (next++ < requests)
      if ((await edge.seen('/trial', { headers })).service === 'canary') found++
  }
  await Promise.all(Array.from({ length: 32 }, client))
  return found / requests
}

describe.skipIf(noNginx !== '')(`a canary behind a running gateway${noNginx}`, () => {
  it.each([
    // Four standard deviations of 4,000 draws: 4 × √(p(1 − p) / 4000), rounded up.
    { weight: 1, least: 0.003, most: 0.017 },
    { weight: 10, least: 0.08, most: 0.12 },
    { weight: 50, least: 0.46, most: 0.54 },
  ])('gets $weight percent of the requests', { timeout: 60_000 }, async (row) => {
    const { edge, close } = await startTrial({ weight: row.weight })
    const found = await share(edge, 4000)
    await close()
    expect(found).toBeGreaterThan(row.least)
    expect(found).toBeLessThan(row.most)
  })

  it.each([
    [0, 0],
    [100, 1],
  ])('gets with the weight %i the share %i exactly', async (weight, expected) => {
    const { edge, close } = await startTrial({ weight })
    const found = await share(edge, 500)
    await close()
    expect(found).toBe(expected)
  })

  describe('with a header and no weight', () => {
    let trial: Trial
    beforeAll(async () => {
      trial = await startTrial({ weight: 0, header: 'X-Try-It' })
    })
    afterAll(() => trial.close())

    it.each([
      ['always', 1],
      ['never', 0],
      ['perhaps', 0],
    ])('gets a request with %s as often as %i', async (word, expected) => {
      expect(await share(trial.edge, 50, { 'X-Try-It': word })).toBe(expected)
    })

    it('gets no request with the header of another gateway', async () => {
      expect(await share(trial.edge, 50, { 'X-Canary': 'always' })).toBe(0)
    })

    it('is in the access log', async () => {
      await trial.edge.ask('/trial/logged', { headers: { 'X-Try-It': 'always' } })
      await trial.edge.ask('/catalog/logged')
      const logged = (uri: string) => trial.edge.nginx.log().find((one) => one['uri'] === uri)
      await expect.poll(() => logged('/trial/logged')).toMatchObject({ track: 'canary' })
      await expect.poll(() => logged('/catalog/logged')).toMatchObject({ track: '' })
    })

    it('answers 502 while it is gone, since nobody else can stand for it', async () => {
      trial.edge.names.records.set(dnsName(`${name}-canary`), ['127.0.0.3'])
      const headers = { 'X-Try-It': 'always' }
      const status = async (): Promise<number> =>
        (await trial.edge.ask('/trial', { headers })).status
      await expect.poll(status).toBe(502)
      expect(await trial.edge.ask('/trial')).toMatchObject({ status: 200 })
    })
  })

  it('keeps an address where it is, and takes more of them as its weight grows', async () => {
    const addresses = Array.from({ length: 250 }, (_, i) => `198.51.100.${i}`)
    const among = async (weight: number): Promise<ReadonlySet<string>> => {
      const { edge, close } = await startTrial(
        { weight, by: 'address' },
        { trustedProxies: ['127.0.0.0/8'] },
      )
      const found = new Set<string>()
      const stayed = new Set<string>()
      for (const address of addresses) {
        const headers = { 'X-Forwarded-For': address }
        const { service } = await edge.seen('/trial', { headers })
        ;(service === 'canary' ? found : stayed).add(address)
      }
      await close()
      expect([...found].filter((one) => stayed.has(one))).toEqual([])
      return found
    }
    const [few, many] = [await among(20), await among(60)]
    expect(few.size).toBeGreaterThan(0)
    expect(many.size).toBeGreaterThan(few.size)
    expect([...few].filter((one) => !many.has(one))).toEqual([])
  })
})
