import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import type { Mode } from './mode.ts'
import { configDirectory } from './paths.ts'

const log4j2 = block`
  Configuration:
    Appenders:
      Console:
        name: stdout
        PatternLayout:
          pattern: "[%d] %p %m (%c)%n"
    Loggers:
      Root:
        level: INFO
        AppenderRef:
          - ref: stdout
`

const log4j = block`
  log4j.rootLogger=INFO, stdout
  log4j.appender.stdout=org.apache.log4j.ConsoleAppender
  log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
  log4j.appender.stdout.layout.ConversionPattern=[%d] %p %m (%c)%n
`

/** To standard output alone; the configuration of the image also writes files. Kafka 3.9 has Log4j 1 still. */
export const logging: Readonly<Record<Mode, Readonly<Record<string, Block>>>> = {
  kraft: { 'log4j2.yaml': log4j2 },
  zookeeper: { 'log4j.properties': log4j },
}

/** What tells Java where it is. */
export const loggingOptions: Readonly<Record<Mode, string>> = {
  kraft: `-Dlog4j2.configurationFile=${configDirectory}/log4j2.yaml`,
  zookeeper: `-Dlog4j.configuration=file:${configDirectory}/log4j.properties`,
}
