import net from 'node:net'

const METADATA = 3
const API_VERSIONS = 18

const int16 = (value: number) => Buffer.from([(value >> 8) & 0xff, value & 0xff])
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
const string = (text: string) => Buffer.concat([int16(text.length), Buffer.from(text)])
const list = (...items: Buffer[]) => Buffer.concat([int32(items.length), ...items])

/** Knows two requests: which it knows (v2), and what the cluster is (v4): itself, under the name that it advertises, with any topic. */
function answer(apiKey: number, request: Buffer, advertised: { host: string; port: number }): Buffer {
  if (apiKey === API_VERSIONS) {
    const known = [API_VERSIONS, METADATA].map((key) =>
      Buffer.concat([int16(key), int16(0), int16(key === METADATA ? 4 : 2)]),
    )
    return Buffer.concat([int16(0), list(...known), int32(0)])
  }
  const topics = topicsOf(request).map((topic) => {
    const partition = [int16(0), int32(0), int32(1), list(int32(1)), list(int32(1))]
    return Buffer.concat([int16(0), string(topic), Buffer.from([0]), list(Buffer.concat(partition))])
  })
  const broker = Buffer.concat([int32(1), string(advertised.host), int32(advertised.port), int16(-1)])
  return Buffer.concat([int32(0), list(broker), int16(-1), int32(1), list(...topics)])
}

function topicsOf(request: Buffer): string[] {
  let at = 8 + 4 + 2 + request.readInt16BE(12) // size, key, version; correlation; client
  const topics: string[] = []
  const count = request.readInt32BE(at)
  at += 4
  for (let i = 0; i < count; i += 1) {
    const length = request.readInt16BE(at)
    topics.push(request.subarray(at + 2, at + 2 + length).toString())
    at += 2 + length
  }
  return topics
}

/** A broker as far as it takes to send clients on to the address that it advertises. */
export function fakeBroker(advertised: { host: string; port: number }): net.Server {
  return net.createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (request) => {
      const body = answer(request.readInt16BE(4), request, advertised)
      socket.write(Buffer.concat([int32(body.length + 4), request.subarray(8, 12), body]))
    })
  })
}
