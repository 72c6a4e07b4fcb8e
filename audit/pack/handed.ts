import { Secrets } from '../../compare/secrets';

/** Hands what `collectSecrets` finds to somebody else. */
export class Handed extends Secrets {
  constructor(readonly take: (text: string) => void) {
    super();
  }
  override add(value: unknown): void {
    if (typeof value === 'string') this.take(value);
    else super.add(value);
  }
}
