import type { KindHead } from '../../platform/checked-options.ts'
import {
  type OptionsSchema,
  priority,
  sentence,
  valuesOption,
} from '../../platform/options-schema.ts'
import type { GatewayValues } from '../../values/types/gateway.ts'
import { packageValues } from '../../schema/values-schema.ts'
import type { GatewayOptions, LimitTier, RouteOptions, SiteOptions } from './options.ts'

const route = {
  type: 'object',
  additionalProperties: false,
  required: ['to'],
  properties: {
    to: { type: 'string' },
    limit: { type: 'string' },
    stripPrefix: { type: 'boolean' },
    webSocket: { type: 'boolean' },
    stream: { type: 'boolean' },
    timeoutSeconds: { type: 'integer', minimum: 1 },
    maxBodySize: { type: 'string' },
    name: { type: 'string' },
  },
} as const satisfies OptionsSchema<RouteOptions>

/** Path → a service, or where requests go and how. */
const routes = {
  type: 'object',
  additionalProperties: { ...route, type: ['string', 'object'] },
} as const

const site = {
  type: 'object',
  additionalProperties: false,
  required: ['host', 'routes'],
  properties: { host: { type: 'string' }, routes },
} as const satisfies OptionsSchema<SiteOptions>

const tier = {
  type: 'object',
  additionalProperties: false,
  required: ['perMinute'],
  properties: {
    perMinute: { type: 'number' }, // `check.ts` knows its bounds
    burst: { type: 'integer', minimum: 0 },
    by: { type: 'string', enum: ['address', 'user'] },
  },
} as const satisfies OptionsSchema<LimitTier>

/** What a person may say of a gateway. */
export const gatewayKind: KindHead<GatewayValues> = {
  kind: 'gateway',
  provides: 'http',
  values: packageValues('gateway'),
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['routes'],
    properties: {
      description: sentence,
      host: { type: 'string' },
      routes,
      sites: { type: 'object', additionalProperties: site },
      limits: { type: 'object', additionalProperties: tier },
      limit: { type: 'string' },
      priority,
      values: valuesOption,
    },
  } satisfies OptionsSchema<GatewayOptions>,
}
