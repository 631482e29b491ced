/**
 * The official image of the core distribution: the program alone, which runs as 10001:10001 and writes nothing.
 * Source: github.com/open-telemetry/opentelemetry-collector-releases, distributions/otelcol/Dockerfile.
 */
export const collectorImage = {
  registry: 'docker.io',
  repository: 'otel/opentelemetry-collector',
  tag: '0.165.0',
} as const
