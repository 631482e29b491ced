import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import {
  type Provisioning,
  passwordDirectory,
  provisioning,
  scriptDirectory,
} from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { raw } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import type { RabbitMQValues } from './values.ts'
import { dataDirectory, nodeName, secretDirectory } from './configuration.ts'
import { administrator, type RabbitmqModel, vhostOf } from './contract.ts'

const { value } = scope<RabbitMQValues>()

/** What gives each client of a RabbitMQ cluster its virtual host and its user. */
export function rabbitmqProvisioning(
  model: RabbitmqModel,
  context: ComponentContext,
  names: Naming,
): Provisioning {
  return provisioning({
    context,
    names,
    files: { 'provision.sh': script(model, context, names) },
    command: ['bash', `${scriptDirectory}/provision.sh`],
    env: [
      { name: 'RABBITMQ_USE_LONGNAME', value: 'true' },
      { name: 'TMPDIR', value: dataDirectory }, // where bash keeps a long here-document
    ],
    volumes: [
      { name: 'credentials', secret: { secretName: secretName(context.name) } },
      { name: 'home', emptyDir: { medium: 'Memory' } },
    ],
    volumeMounts: [
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      { name: 'home', mountPath: dataDirectory },
    ],
  })
}

/** A cluster that has a majority takes changes, and hands them to nodes that come later. */
const majority = raw<number>(
  'any',
  (replicas: number) => Math.floor(replicas / 2) + 1,
)`add (div (int ${value('replicas')}) 2) 1`

/**
 * rabbitmqctl, since it takes passwords from its standard input and can do all in one step;
 * rabbitmqadmin takes them as arguments, and the image has it for two architectures only.
 */
function script(model: RabbitmqModel, { accounts }: ComponentContext, names: Naming): Block {
  const users = accounts.map(({ name }) => name)
  const vhosts = [...new Set(users.map((user) => vhostOf(model, user)))]
  return block`
    #!/bin/bash
    # Gives each client a virtual host and a user. It may run again at any time: an import adds and
    # changes, and takes nothing away.
    set -euo pipefail

    node=${nodeName(names, 0)}
    install --mode=0400 ${secretDirectory}/erlang-cookie ${dataDirectory}/.erlang.cookie
    until rabbitmqctl --node "$node" await_online_nodes ${majority}; do sleep 5; done

    for file in ${secretDirectory}/password ${passwordDirectory}/*; do
      if [ ! -s "$file" ]; then
        echo "the password in $file is empty" >&2
        exit 1
      fi
    done

    # A password as the inside of a JSON string, with a line break at its end: clients send it, too
    escaped() {
      local text
      text="$(sed 's/["\\\\]/\\\\&/g' "$1" && echo .)"
      text="\${text%.}"
      text="\${text//$'\\n'/\\\\n}"
      text="\${text//$'\\r'/\\\\r}"
      printf '%s' "\${text//$'\\t'/\\\\t}"
    }

    rabbitmqctl --node "$node" import_definitions <<END
    {
      "vhosts": [
        ${listed(vhosts, vhostDefinition)}
      ],
      "users": [
        {"name": "${administrator}", "password": "$(escaped ${secretDirectory}/password)", "tags": ["administrator"]},
        ${listed(users, userDefinition)}
      ],
      "permissions": [
        ${listed(users, (user, end) => permission(user, vhostOf(model, user), end))}
      ]
    }
    END
  `
}

type Line<Item> = (item: Item, end: string) => Block

/** The items of a JSON list, one on a line. */
function listed<Item>(items: readonly Item[], line: Line<Item>): Block {
  return joinBlocks(...items.map((item, i) => line(item, i + 1 < items.length ? ',' : '')))
}

function vhostDefinition(vhost: string, end: string): Block {
  const type = value('config.default_queue_type')
  return block`{"name": "${vhost}", "metadata": {"default_queue_type": "${type}"}}${end}`
}

function userDefinition(user: string, end: string): Block {
  return block`{"name": "${user}", "password": "$(escaped ${passwordDirectory}/${user})", "tags": []}${end}`
}

function permission(user: string, vhost: string, end: string): Block {
  const all = '"configure": ".*", "write": ".*", "read": ".*"'
  return block`{"user": "${user}", "vhost": "${vhost}", ${all}}${end}`
}
