/** Where the ConfigMap of the nodes is mounted. */
export const configDirectory = '/etc/kafka/node'

/** Where the Secret of the nodes is mounted. */
export const secretDirectory = '/run/secrets/kafka'

/** Root of the volume: a path that the image declares as a volume, which a mount above it would not cover. */
export const dataDirectory = '/var/lib/kafka/data'

/** In memory: the settings with passwords in them. */
export const runDirectory = '/run/kafka'

/** The programs of the image. */
export const programs = '/opt/kafka/bin'
