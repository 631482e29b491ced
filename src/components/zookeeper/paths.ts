/** Where the ConfigMap of the servers is mounted. */
export const configDirectory = '/etc/zookeeper'

/** Where the passwords are mounted, each in a file with the user's name. */
export const passwordDirectory = '/run/secrets/zookeeper'

/** Root of the volume, which the image declares as one. */
export const dataDirectory = '/data'

/** In memory: the settings, and who may log in. */
export const runDirectory = '/run/zookeeper'
