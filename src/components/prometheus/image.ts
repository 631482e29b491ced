/**
 * The official image on busybox. It runs as nobody (65534:65534), and its volume is /prometheus.
 * Source: github.com/prometheus/prometheus, Dockerfile of the tag.
 */
export const prometheusImage = {
  registry: 'docker.io',
  repository: 'prom/prometheus',
  tag: 'v3.16.0',
} as const
