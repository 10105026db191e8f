import { runJava } from '../java/java.ts'
import { kafkaLibraries } from './kafka-libraries.ts'

/**
 * Runs one of Kafka's own tools, `org.apache.kafka.tools.ConsoleProducer` say, with `input` on its stdin; what it printed.
 * The arguments are the tool's, `--bootstrap-server` included. Throws an Error with its complaint if it fails.
 */
export async function kafkaTool(
  mainClass: string,
  args: readonly string[],
  input?: string | Buffer,
): Promise<string> {
  const jvmOptions = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
  return runJava({ libraries: await kafkaLibraries(), main: mainClass, args, jvmOptions }, input)
}
