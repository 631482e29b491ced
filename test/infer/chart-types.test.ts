import { expect, it } from 'vitest'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { chartTypes } from '../../src/infer/chart-types.ts'
import { addFiles, temporaryFolder } from '../temporary-folder.ts'
import { webChart } from './web-chart.ts'

it('the types of a chart without a schema are those of its values.yaml', async () => {
  expect(await chartTypes(loadChart(temporaryFolder(webChart)))).toMatchInlineSnapshot(`
    "/* Values of the chart web 1.2.0, by chartwright types. */

    export interface Values {
      global?: {
        [k: string]: unknown
      }
      /**
       * Values of the subchart store
       */
      store?: StoreValues
      /**
       * How many pods there are
       */
      replicas?: number
      /**
       * Image of the program
       */
      image?: {
        repository?: string
        /**
         * Empty for the version of the chart
         */
        tag?: string | number | boolean
        pullSecrets?: {
          name?: unknown
        }[]
        digest?: unknown
      }
      ingress?: {
        /**
         * Whether there is an Ingress
         */
        enabled?: boolean
        /**
         * Its class
         */
        className?: unknown
        hosts?: {
          host?: string
          paths?: {
            path?: unknown
          }[]
        }[]
      }
      labels?: {
        [k: string]: unknown
      }
      resources?: {
        [k: string]: unknown
      }
      config?: string
      title?: string
      extra?: unknown[]
      probes?: {
        live?: {
          path?: string
          periodSeconds?: number
          timeoutSeconds?: unknown
        }
        ready?: {
          path?: string
        }
      }
      old?: {
        [k: string]: unknown
      }
      ports?: {
        http?: number
        [k: string]: unknown
      }
      tracing?: {
        endpoint?: unknown
      }
    }

    export interface StoreValues {
      global?: {
        [k: string]: unknown
      }
      /**
       * Memory in MiB
       */
      memory?: number
    }
    "
  `)
})

it('a schema says more than values.yaml, and leaves the rest to it', async () => {
  const folder = temporaryFolder(webChart)
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    required: ['replicas'],
    properties: {
      title: { enum: ['Shop', 'Store'] },
      ingress: {
        title: 'Ingress',
        required: ['enabled'],
        properties: { hosts: { type: 'array', items: { $ref: '#/$defs/host' } } },
      },
      resources: { $ref: 'https://schemas.example.com/resources.json' },
      replicas: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
    },
    $defs: {
      host: { type: 'object', required: ['host'], properties: { host: { type: 'string' } } },
    },
  }
  addFiles(folder, { 'values.schema.json': JSON.stringify(schema) })
  const types = await chartTypes(loadChart(folder))
  expect(types).toContain("title?: 'Shop' | 'Store'")
  expect(types).toContain('replicas?: number | string')
  expect(types).toContain('hosts?: Host[]')
  expect(types).toMatch(/interface Host \{\n {2}host\??: string/)
  expect(types).toContain('resources?: unknown')
  expect(types).toContain('Anything; its schema is https://schemas.example.com/resources.json')
  expect(types).toContain('pullSecrets?: {') // as values.yaml and the templates have it
})
