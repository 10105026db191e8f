import { isFreePort, quietPort } from './quiet-port.ts'
import { ServiceError } from './service-error.ts'

/** The port that somebody asked for, or a free one. @throws ServiceError if something else listens there. */
export async function givenOrQuietPort(service: string, port: number | undefined): Promise<number> {
  if (port === undefined) return quietPort()
  if (await isFreePort(port)) return port
  throw new ServiceError(
    `${service} can't listen on port ${port}: something else does; free it or choose another`,
  )
}
