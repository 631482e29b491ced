/** Where the ConfigMap of the server is mounted. */
export const configDirectory = '/etc/postgresql'
