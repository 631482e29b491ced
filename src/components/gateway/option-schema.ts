import { type DescribedOptions, optionsOf } from '../../platform/kind-options.ts'
import type { OptionsSchema } from '../../platform/options-schema.ts'
import { exporterOption } from '../store/index.ts'
import type { GatewayOwn, LimitTier, RouteOptions, SiteOptions } from './options.ts'

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

/** What a platform.ts that nobody compiled may say of a gateway. */
export const gatewayOptions: DescribedOptions<GatewayOwn> = optionsOf<GatewayOwn>({
  required: ['routes'],
  properties: {
    host: { type: 'string' },
    routes,
    sites: { type: 'object', additionalProperties: site },
    limits: { type: 'object', additionalProperties: tier },
    limit: { type: 'string' },
    exporter: exporterOption,
  },
})
