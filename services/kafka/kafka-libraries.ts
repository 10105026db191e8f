import { join } from 'node:path'
import { mavenLibraries } from '../java/maven-libraries.ts'

/** The folder with Kafka's jars. @throws ServiceError if Maven is missing or fails. */
export const kafkaLibraries = (): Promise<string> =>
  mavenLibraries({ name: 'Kafka', version: '4.2.0', pom: join(import.meta.dirname, 'pom.xml') })
