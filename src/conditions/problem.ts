/** What is wrong with one field, named as `triggerPayload.when.all[1].op`. */
export interface Problem {
  readonly field: string
  readonly message: string
}
