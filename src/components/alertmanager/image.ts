/**
 * The official image on busybox. It runs as nobody (65534:65534), and its volume is /alertmanager.
 * Source: github.com/prometheus/alertmanager, Dockerfile of the tag.
 */
export const alertmanagerImage = {
  registry: 'docker.io',
  repository: 'prom/alertmanager',
  tag: 'v0.35.0',
} as const
