import type { EventEmitter } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import type { ISocketFactory } from 'kafkajs'
import { brokerText, shownHost } from './broker-address.ts'
import { foreignAnswer } from './foreign-answer.ts'

/** With the tries of {@link RETRY_BRIEFLY} less than 10 s; enough for a TLS handshake across the world. */
const CONNECT_WITHIN_MS = 2_500
/** How long the first question ({@link isQuestionForVersions}) may go unanswered: brokers answer it from memory. */
const ANSWER_WITHIN_MS = 2_500
const KEEP_ALIVE_MS = 60_000
/** Codes of a connection that did not come about. */
const NOT_REACHED = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/

const NO_TLS =
  /wrong version number|packet length too long|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)/i

/** Codes of errors, for {@link kafkaFailure}: kafkajs passes on their message and this, and nothing else. */
export const SPEAKS_TLS = 'AXON_SPEAKS_TLS'
export const NO_BROKER = 'AXON_NO_BROKER'
/** Stands before the code of a connection that did not come about, to an address that brokers have named. */
export const ADVERTISED = 'AXON_ADVERTISED_'

/** Connections to brokers that soon say what was found where, if it was no broker. `brokers`: `host:port` as they were given. */
export function brokerSocketFactory(brokers: readonly string[]): ISocketFactory {
  return ({ host: given, port, ssl, onConnect }) => {
    const host = shownHost(given)
    const address = brokerText(host, port)
    const socket = connect(host, port, ssl, onConnect)
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    const giveUp = (after: number, what: string) =>
      setTimeout(
        () => socket.destroy(errorOf(`${address} ${what} within ${after / 1_000} s`, 'ETIMEDOUT')),
        after,
      ).unref()
    const handshake = ssl ? 'did not complete a TLS handshake' : 'did not take the connection'
    const connecting = giveUp(CONNECT_WITHIN_MS, handshake)
    /** Set while the first question waits for its answer. */
    let answering: NodeJS.Timeout | undefined
    whenFirstAsked(socket, () => {
      answering = giveUp(ANSWER_WITHIN_MS, 'took the connection, but does not answer as a Kafka broker does')
    })
    socket.once(ssl ? 'secureConnect' : 'connect', () => clearTimeout(connecting))
    socket.once('close', () => {
      clearTimeout(connecting)
      clearTimeout(answering)
    })
    whenFirstAnswered(socket, (bytes) => {
      if (!answering) return
      clearTimeout(answering)
      const foreign = foreignAnswer(bytes)
      if (!foreign) return
      throw errorOf(`${address} ${foreign.found}`, foreign.speaks === 'TLS' ? SPEAKS_TLS : NO_BROKER)
    })
    if (ssl) socket.on('error', (error) => sayWithoutTls(error, address))
    if (!brokers.includes(address)) socket.on('error', (error) => sayAdvertised(error, address))
    return socket
  }
}

function connect(host: string, port: number, ssl: tls.ConnectionOptions, onConnect: () => void): net.Socket {
  if (!ssl) return net.connect({ host, port }, onConnect)
  const servername = net.isIP(host) ? {} : { servername: host }
  return tls.connect({ host, port, ...servername, ...ssl }, onConnect)
}

const errorOf = (message: string, code: string): Error => Object.assign(new Error(message), { code })

/** The answer to a TLS handshake was no TLS, or the end. Errors are changed in place: kafkajs, which listens next, makes its own of them. */
function sayWithoutTls(error: NodeJS.ErrnoException, address: string): void {
  if (NO_TLS.test(`${error.code} ${error.message}`)) {
    error.message = `${address} does not speak TLS, which was asked for`
    error.code = NO_BROKER
  } else if (/before secure TLS connection/.test(error.message)) {
    error.message = `${address} ended the connection when TLS began: perhaps it does not speak TLS`
    error.code = 'EPIPE'
  }
}

function sayAdvertised(error: NodeJS.ErrnoException, address: string): void {
  if (!NOT_REACHED.test(error.code ?? '')) return
  error.message = `${error.message}: brokers advertise ${address} (advertised.listeners), which can't be reached from here`
  error.code = `${ADVERTISED}${error.code}`
}

/** Calls back when the first request goes out, if it is {@link isQuestionForVersions}. */
function whenFirstAsked(socket: net.Socket, asked: () => void): void {
  const write = socket.write
  socket.write = ((...args: Parameters<typeof write>) => {
    socket.write = write
    if (isQuestionForVersions(args[0])) asked()
    return write.apply(socket, args)
  }) as typeof write
}

/** Calls with the first bytes that come, before kafkajs sees them. What either throws ends the connection, not the process. */
function whenFirstAnswered(socket: net.Socket, answered: (bytes: Buffer) => void): void {
  const on: EventEmitter['on'] = socket.on
  socket.on = ((event: string, listener: (bytes: Buffer) => void) => {
    if (event !== 'data') return on.call(socket, event, listener)
    let isFirst = true
    return on.call(socket, event, (bytes: Buffer) => {
      try {
        if (isFirst) answered(bytes)
        isFirst = false
        listener(bytes)
      } catch (error) {
        socket.destroy(error as Error)
      }
    })
  }) as typeof socket.on
}

const API_VERSIONS = 18

/** What kafkajs asks a broker of a cluster that it does not know. Others (for messages, say) may be answered late. */
const isQuestionForVersions = (request: unknown): boolean =>
  Buffer.isBuffer(request) && request.length >= 6 && request.readInt16BE(4) === API_VERSIONS
