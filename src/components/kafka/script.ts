import type { Naming } from '../../kubernetes/naming.ts'
import { memberHost } from '../../kubernetes/network/services.ts'
import {
  caFile,
  type ExporterOptions,
  hasExporter,
  ownAccounts,
  passwordDirectory,
} from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { at } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import type { KafkaValues } from './values.ts'
import { administrator, ports } from './contract.ts'
import { usualCopies } from './copies.ts'
import { exporterRights } from './exporter.ts'
import { loginFile, nodeLogin, toolOptions } from './login.ts'
import { programs, runDirectory, secretDirectory } from './paths.ts'
import { type Rights, rightsOf } from './rights.ts'

const { value, each } = scope<KafkaValues>()

/** What the Job runs. It may run again at any time, and takes away no more than rights that an edge gave. */
export function script(
  { name, accounts }: ComponentContext,
  names: Naming,
  model: ExporterOptions,
): Block {
  const rights = accounts.map(rightsOf)
  return block`
    #!/bin/bash
    # Makes the topics, and gives each client a user with rights to those that it names. It may run again at
    # any time: topics get partitions and copies, and lose none.
    set -euo pipefail
    umask 077
    ${toolOptions}

    ${nodeLogin(name, caFile(name))}
    host() { echo "${memberHost(names, '$1')}"; }
    usual=${usualCopies}
    brokers="$(host 0):${ports.nodes}"
    for ((i = 1; i < usual; i++)); do brokers+=",$(host "$i"):${ports.nodes}"; done
    admin() {
      local tool="$1"
      shift
      "${programs}/$tool.sh" --bootstrap-server "$brokers" --command-config ${loginFile} "$@"
    }

    until (($(admin kafka-broker-api-versions | grep -c '(id: ') >= usual)); do sleep 5; done

    ${userFunction}
    user ${administrator} ${secretDirectory}/password
    ${joinBlocks(...[...rights.map(({ account }) => account), ...ownAccounts(model)].map(userLine))}

    ${topicFunction}
    ${topicLines}

    ${copiesPart}

    ${settingsPart}

    ${rightsFunctions}
    ${joinBlocks(...rights.flatMap(grantLines), ...(hasExporter(model) ? [exporterRights] : []))}

    ${revokePart(rights.map(({ account }) => account))}
  `
}

/**
 * The brackets of `--add-config` would be part of the value in a file, which is refused. A properties
 * file is Latin-1 to Java, and clients differ in how they prepare what is not ASCII.
 */
const userFunction = block`
  # user NAME FILE: the user, with the password in the file
  user() {
    local password
    password="$(cat "$2" && echo .)"
    password="\${password%.}"
    if [[ ! $password =~ ^[[:print:]]+$ || $(LC_ALL=C tr -d ' -~' <"$2") ]]; then
      echo "the password of $1 must be one line of ASCII, without a line break at its end: change its Secret" >&2
      exit 1
    fi
    echo "SCRAM-SHA-512=password=\${password//\\\\/\\\\\\\\}" >${runDirectory}/user.properties
    admin kafka-configs --alter --entity-type users --entity-name "$1" \\
      --add-config-file ${runDirectory}/user.properties
  }
`

const userLine = (account: string): Block => block`user ${account} ${passwordDirectory}/${account}`

const topicFunction = block`
  # topic NAME PARTITIONS COPIES IN-SYNC HOURS BYTES CLEANUP: makes it, or gives it more partitions
  topics="$(admin kafka-topics --describe)"
  declare -A copies_of settings
  line_of() { awk -F '\\t' -v name="Topic: $1" '$1 == name' <<<"$topics"; }
  topic() {
    local name="$1" partitions="$2" copies="$3" in_sync="$4" hours="$5" line
    ((copies > 0)) || copies="$usual"
    ((in_sync > 0)) || in_sync=$((copies > 1 ? copies - 1 : 1))
    copies_of[$name]="$copies"
    settings[$name]="cleanup.policy=$7 min.insync.replicas=$in_sync retention.bytes=$6"
    settings[$name]+=" retention.ms=$((hours < 0 ? -1 : hours * 3600000))"
    line="$(line_of "$name")"
    if [[ ! $line ]]; then
      admin kafka-topics --create --topic "$name" --partitions "$partitions" \\
        --replication-factor "$copies" $(printf -- '--config %s ' \${settings[$name]})
    elif [[ $line =~ PartitionCount:\\ ([0-9]+) ]] && ((BASH_REMATCH[1] < partitions)); then
      admin kafka-topics --alter --topic "$name" --partitions "$partitions"
    elif ((BASH_REMATCH[1] > partitions)); then
      echo "$name keeps its \${BASH_REMATCH[1]} partitions: Kafka takes none away"
    fi
  }
`

const topicLines = each('topics', (topic, name) => {
  const [partitions, copies] = [at(topic, 'partitions'), at(topic, 'replicationFactor')]
  const [hours, bytes] = [at(topic, 'retentionHours'), at(topic, 'retentionBytes')]
  return block`topic ${name} ${partitions} ${copies} ${at(topic, 'minInsyncReplicas')} ${hours} ${bytes} ${at(topic, 'cleanupPolicy')}`
})

/** Kafka's own topics are among those of a cluster that was one node; what a person moved stays there. */
const copiesPart = block`
  # Partitions with fewer copies than they should have get further ones, as those of a cluster that has grown
  nodes=${value('replicas')}
  topics="$(admin kafka-topics --describe)"
  moves=
  while IFS=$'\\t' read -r topic partition _ on _; do
    [[ $topic =~ ^Topic:\\ (.*) && $partition =~ ^Partition:\\ ([0-9]+) ]] || continue
    topic="\${topic#Topic: }" partition="\${partition#Partition: }" on="\${on#Replicas: }"
    wanted="\${copies_of[$topic]:-$usual}" more=
    IFS=, read -ra present <<<"$on"
    for ((i = 1; i < nodes && \${#present[@]} < wanted; i++)); do
      next=$(((present[0] + i) % nodes))
      [[ ,$on, == *,$next,* ]] || present+=("$next") more=yes
    done
    on="$(IFS=, && echo "\${present[*]}")"
    [[ ! $more ]] || moves+="\${moves:+,}{\\"topic\\":\\"$topic\\",\\"partition\\":$partition,\\"replicas\\":[$on]}"
  done <<<"$topics"
  if [[ $moves ]]; then
    echo "{\\"version\\":1,\\"partitions\\":[$moves]}" >${runDirectory}/moves.json
    admin kafka-reassign-partitions --reassignment-json-file ${runDirectory}/moves.json --execute
    while admin kafka-reassign-partitions --reassignment-json-file ${runDirectory}/moves.json --verify |
      grep -q 'still in progress'; do sleep 5; done
  fi
`

const settingsPart = block`
  # Settings, of which a number in sync needs the copies to be there
  for topic in "\${!settings[@]}"; do
    line="$(line_of "$topic")" missing=
    for setting in \${settings[$topic]}; do [[ ,\${line##*Configs: }, == *,$setting,* ]] || missing=yes; done
    [[ ! $missing ]] || admin kafka-configs --alter --entity-type topics --entity-name "$topic" \\
      --add-config "\${settings[$topic]// /,}"
  done
`

const rightsFunctions = block`
  # What each user may do already: USER OPERATION topic|group NAME
  rights= type= name= pattern=
  while IFS= read -r line; do
    if [[ $line =~ resourceType=([A-Z_]+),\\ name=(.*),\\ patternType=([A-Z]+) ]]; then
      type="\${BASH_REMATCH[1],,}" name="\${BASH_REMATCH[2]}" pattern="\${BASH_REMATCH[3]}"
    elif [[ $pattern == LITERAL && ($type == topic || $type == group) &&
      $line =~ principal=User:(.*),\\ host=\\*,\\ operation=(READ|WRITE),\\ permissionType=ALLOW ]]; then
      rights+="\${BASH_REMATCH[1]} \${BASH_REMATCH[2]} $type $name"$'\\n'
    fi
  done < <(admin kafka-acls --list)

  # grant USER Read|Write --topic|--group NAME …
  granted=
  grant() {
    local user="$1" operation="$2" entry missing=
    shift 2
    local what=("$@")
    while (($#)); do
      entry="$user \${operation^^} \${1#--} $2"$'\\n'
      granted+="$entry"
      [[ $'\\n'$rights == *$'\\n'"$entry"* ]] || missing=yes
      shift 2
    done
    [[ ! $missing ]] ||
      admin kafka-acls --add --allow-principal "User:$user" --operation "$operation" "\${what[@]}"
  }
`

function grantLines({ account, publishes, subscribes, groups }: Rights): readonly Block[] {
  const named = (option: string, all: readonly string[]): string =>
    all.map((one) => ` --${option} ${one}`).join('')
  const read = `${named('topic', subscribes)}${named('group', groups)}`
  return [
    ...(publishes.length > 0 ? [block`grant ${account} Write${named('topic', publishes)}`] : []),
    ...(subscribes.length > 0 ? [block`grant ${account} Read${read}`] : []),
  ]
}

const revokePart = (accounts: readonly string[]): Block => block`
  # What an edge gave that is gone, goes; rights of another form were given by a person
  while read -r user operation type name; do
    [[ " ${accounts.join(' ')} " == *" $user "* && $'\\n'$granted != *$'\\n'"$user $operation $type $name"$'\\n'* ]] || continue
    admin kafka-acls --remove --force --allow-principal "User:$user" --operation "$operation" "--$type" "$name"
  done <<<"$rights"
`
