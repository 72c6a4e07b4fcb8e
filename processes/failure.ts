/** Something that we run did not do what it should: a program failed, or a service did not answer in time. */
export class ServiceFailure extends Error {
  readonly exitCode = 1;

  constructor(message: string) {
    super(message);
    this.name = 'ServiceFailure';
  }
}
