/** The transaction changed nothing, and the messages that still want to be written may be taken again at once. */
export class NotWrittenError extends Error {
  constructor(options?: ErrorOptions) {
    super('the batch was not written', options)
    this.name = 'NotWrittenError'
  }
}
