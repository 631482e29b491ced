import type { ClientAccess, ComponentContext, SecretContract } from '../../platform/component.ts'

/** Ports for OTLP by gRPC and by HTTP, as the specification has them. */
export const ports = { grpc: 4317, http: 4318 } as const

/** The way of its clients. */
export const collectorAccess: ClientAccess = {
  role: 'telemetry',
  ports: [ports.grpc, ports.http],
  elsewhere: true,
}

/** Port of its own metrics, where the model has some. */
export const metricsPort = 8888

/** Name of the Secret with what the destination wants to be told, after the release's. */
export const destinationSecretName = (collector: string): string => `${collector}-destination`

/** Key of that Secret. */
export const headerKey = 'header'

/** The Secret that a person gives. */
export function collectorSecrets({ name }: ComponentContext): readonly SecretContract[] {
  return [
    {
      name: destinationSecretName(name),
      neededWith: { mode: 'embedded', 'destination.auth.enabled': true },
      takenOverBy: [`${name}.podAnnotations.rotated`],
      keys: {
        [headerKey]: { holds: `text of the header that the destination of ${name} wants` },
      },
    },
  ]
}
