import type { Certificates } from './make-certificates.ts'

export interface BrokerPorts {
  readonly plain: number
  readonly controller: number
  /** Only of a secured broker. */
  readonly sasl?: number
  readonly ssl?: number
  /** Where clients are told to find the plain listener, if something stands in front of it. */
  readonly advertised?: number
}

/** Users of the SASL listener. `guest` can log in and may do nothing. */
export const BROKER_USERS: Readonly<Record<string, string>> = { axon: 'axon-secret', guest: 'guest-secret' }
export const SCRAM_MECHANISMS = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const

/** The settings of a broker that is its own controller: one node, nothing replicated, small in memory. */
export function serverProperties(
  dataFolder: string,
  ports: BrokerPorts,
  certificates?: Certificates,
): string {
  const secured = certificates ? securitySettings(certificates) : {}
  const listeners = { PLAINTEXT: ports.plain, SASL: ports.sasl, SSL: ports.ssl }
  const settings: Record<string, string | number> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: addresses({ ...listeners, CONTROLLER: ports.controller }),
    'advertised.listeners': addresses({ ...listeners, PLAINTEXT: ports.advertised ?? ports.plain }),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT,SSL:SSL',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': dataFolder,
    'num.partitions': 1,
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // After a crash the broker may register again when its old session is over: soon.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    ...secured,
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

function addresses(ports: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(ports)
    .filter(([, port]) => port !== undefined)
    .map(([listener, port]) => `${listener}://127.0.0.1:${port}`)
    .join(',')
}

function securitySettings({ keyStore, password }: Certificates): Record<string, string> {
  const security = 'org.apache.kafka.common.security'
  const users = Object.entries(BROKER_USERS).map(([name, secret]) => `user_${name}="${secret}"`)
  const settings: Record<string, string> = {
    'sasl.enabled.mechanisms': ['PLAIN', ...SCRAM_MECHANISMS].join(','),
    'listener.name.sasl.plain.sasl.jaas.config': `${security}.plain.PlainLoginModule required ${users.join(' ')};`,
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': keyStore,
    'ssl.keystore.password': password,
    'ssl.key.password': password,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS;User:axon',
  }
  for (const mechanism of SCRAM_MECHANISMS) {
    const module = `${security}.scram.ScramLoginModule`
    settings[`listener.name.sasl.${mechanism.toLowerCase()}.sasl.jaas.config`] = `${module} required;`
  }
  return settings
}
