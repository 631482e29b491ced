import type { ClientAccess } from '../../platform/component.ts'

/** Ports for OTLP by gRPC and by HTTP, as the specification has them. */
export const ports = { grpc: 4317, http: 4318 } as const

/** The way of its clients. */
export const collectorAccess: ClientAccess = {
  role: 'telemetry',
  ports: [ports.grpc, ports.http],
  elsewhere: true,
}
