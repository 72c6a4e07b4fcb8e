import { Translator } from './sentence';
import { drills } from './sentences/drills';

const translator = new Translator(drills);

/** The German of what a drill says; undefined where there is none. */
export function germanOfDrill(text: string): string | undefined {
  return translator.translate(text);
}
