/**
 * The official image on Debian. Its user is postgres (999:999); it writes to /var/lib/postgresql (its
 * volume), /var/run/postgresql and /tmp; it stops on SIGINT. The tag names the Debian release, because
 * text sorts differently under another C library, which corrupts indexes.
 * Source: github.com/docker-library/postgres, 18/trixie/Dockerfile and docker-entrypoint.sh.
 */
export const postgresqlImage = {
  registry: 'docker.io',
  repository: 'library/postgres',
  tag: '18.6-trixie',
} as const

/** Version of the server in the image, for Chart.yaml. */
export const postgresqlVersion = '18.6'
