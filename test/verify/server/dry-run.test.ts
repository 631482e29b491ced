import { expect, test } from 'vitest'
import { manifestReader } from '../../../src/verify/manifest.ts'
import { judge } from '../../../src/verify/server/dry-run.ts'

const [manifest] = manifestReader('shop')(`# Source: shop/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
`)

/** What is said of a Deployment, given the answer of a server. */
function said(status: number, body: unknown, warnings: readonly string[] = []): readonly string[] {
  if (!manifest) throw new Error('there is no object')
  return judge(manifest, { status, body, warnings }).map(
    ({ severity = 'error', path, message, file }) => `${severity} ${file} ${path}: ${message}`,
  )
}

const place = 'shop/templates/deployment.yaml Deployment/orders'

test('an object that the server takes has no problem but its warnings', () => {
  expect(said(200, {})).toEqual([])
  expect(said(201, {}, ['v1 is old'])).toEqual([`warning ${place}: v1 is old`])
})

test('each field that is invalid is a problem', () => {
  const causes = [
    { field: 'spec.replicas', message: 'must be at least 0' },
    { field: 'spec.selector', message: 'field is immutable' },
  ]
  const body = { reason: 'Invalid', message: 'Deployment "orders" is invalid', details: { causes } }
  expect(said(422, body)).toEqual([
    `error ${place} spec.replicas: must be at least 0`,
    `error ${place} spec.selector: field is immutable`,
  ])
  expect(said(422, { ...body, details: {} })).toEqual([
    `error ${place}: Deployment "orders" is invalid`,
  ])
})

test('a field that does not fit its type is named', () => {
  const object = '(shop/orders; apps/v1, Kind=Deployment)'
  const message = `failed to create typed patch object ${object}: .spec.replica: field not declared in schema`
  expect(said(500, { message })).toEqual([
    `error ${place} spec.replica: field not declared in schema`,
  ])
})

test('what an admission webhook says is the problem of the object', () => {
  const message = 'admission webhook "policy" denied the request: no team label'
  expect(said(403, { reason: 'Forbidden', message })).toEqual([`error ${place}: ${message}`])
})
