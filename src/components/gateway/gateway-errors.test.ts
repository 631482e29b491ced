import { STATUS_CODES } from 'node:http'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { expect, test } from 'vitest'
import { gateway } from './gateway.ts'
import { service } from '../service/service.ts'
import { rendered, the } from '../../../test/components/rendered.ts'

const components = {
  orders: service({ image: 'shop/orders', port: 8001 }),
  gateway: gateway({ routes: { '/': 'orders' } }),
}
const { data = {} } = the<IConfigMap>(rendered(components, 'gateway'), 'ConfigMap')
const configuration = Object.values(data).join('\n')

/** Statuses by the words that the gateway has for them. */
const words = Object.fromEntries(
  [...configuration.matchAll(/^ +(\d{3}) "(.+)";$/gm)].map(([, status, title]) => [status, title]),
)

/** The statuses that pages of the gateway's own are answered with, and those that nginx sees. */
const pages = [...configuration.matchAll(/error_page ([\d ]+?)(?: =(\d+))? \/\.error;/g)]
const answered = pages.flatMap(([, seen = '', becomes]) =>
  becomes === undefined ? seen.split(' ') : [becomes],
)

test('every error that nginx makes itself is answered with a page of the gateway', () => {
  // As in its table of error pages (ngx_http_special_response.c), from 400 on.
  const made = [400, 403, 404, 405, 408, 413, 414, 416, 421, 429, 494, 495, 496, 497]
  const failures = [500, 501, 503, 504, 505]
  const seen = new Set(pages.flatMap(([, statuses = '']) => statuses.split(' ').map(Number)))
  expect([...seen].toSorted()).toEqual([...made, ...failures])
  expect(configuration).toMatch(/error_page 502 = /)
})

test('every page has the words of its status', () => {
  expect(Object.keys(words)).toEqual([...new Set(answered)].toSorted())
  // RFC 9110 has another name for it than RFC 7231, which Node.js follows.
  const renamed = { 413: 'Content Too Large' }
  const expected = Object.keys(words).map((status) => [status, STATUS_CODES[status]])
  expect(words).toEqual({ ...Object.fromEntries(expected), ...renamed })
})
