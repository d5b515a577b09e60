// A headline class as a swatch and its word.
import { CLASS_WORDS, type ClassId } from "../records/vocabulary";
import { t } from "../words/words";

export function ClassWord({ id, word }: { id: ClassId; word?: string }) {
  return <span class="class-word"><span class={`swatch ${id}`} aria-hidden="true" /> {word ?? t(CLASS_WORDS[id])}</span>;
}
