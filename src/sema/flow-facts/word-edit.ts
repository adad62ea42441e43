/** What changed between two matches or two lists of actions, word by word. */
import { type Token, tokenize } from '../../lang/lexer.ts';
import { T } from '../../lang/tokens.ts';

/** A part of either text. All parts in order, without the added ones, are the text before, except for blanks. */
export interface EditPart {
  readonly kind: 'same' | 'removed' | 'added';
  /** With the blanks after it. */
  readonly text: string;
}

type Kind = EditPart['kind'];

/** A word of the language with the blanks after it. */
interface Word {
  readonly image: string;
  readonly text: string;
  /** Whether it is an operator or a sign, which says little where it alone is the same. */
  readonly isSign: boolean;
}

/** The shortest edit, with whole phrases: signs that are the same between two changes count as changed. */
export function editOf(before: string, after: string): readonly EditPart[] {
  const [from, to] = [wordsOf(before), wordsOf(after)];
  const steps = joinSigns([...stepsBetween(from, to)]);
  return joined(steps);
}

/** The share of words that two texts have in common, in order, of the longer and of the shorter text: from 0 to 1. */
export function likeness(before: string, after: string): { readonly ofLonger: number; readonly ofShorter: number } {
  const [from, to] = [wordsOf(before), wordsOf(after)];
  const same = [...stepsBetween(from, to)].filter(({ kind }) => kind === 'same').length;
  const share = (length: number) => same / Math.max(length, 1);
  return {
    ofLonger: share(Math.max(from.length, to.length)),
    ofShorter: share(Math.min(from.length, to.length)),
  };
}

function wordsOf(text: string): readonly Word[] {
  const tokens = tokenize(text);
  return tokens.map((token, index) => ({
    image: token.image,
    text: text.slice(token.startOffset, tokens[index + 1]?.startOffset ?? text.length),
    isSign: isSign(token),
  }));
}

const WORDS: ReadonlySet<object> = new Set([T.Id, T.String, T.Integer, T.AddressSet, T.PortGroup, T.Template]);
const isSign = ({ tokenType }: Token): boolean => !WORDS.has(tokenType);

interface Step {
  readonly kind: Kind;
  readonly word: Word;
}

/** In words of both texts: a longer change is one change. */
const MOST_COMPARED = 1_000_000;

function* stepsBetween(from: readonly Word[], to: readonly Word[]): Generator<Step> {
  const isSameAt = (index: number, other: number) => from[index]?.image === to[other]?.image;
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && isSameAt(head, head)) head++;
  let tail = 0;
  while (tail < most - head && isSameAt(from.length - 1 - tail, to.length - 1 - tail)) tail++;
  yield* from.slice(0, head).map((word, index) => sameStep(word, to[index]!));
  yield* stepsInside(from.slice(head, from.length - tail), to.slice(head, to.length - tail));
  yield* from.slice(from.length - tail).map((word, index) => sameStep(word, to[to.length - tail + index]!));
}

function* stepsInside(from: readonly Word[], to: readonly Word[]): Generator<Step> {
  const common = from.length * to.length > MOST_COMPARED ? undefined : commonLengths(from, to);
  let [row, column] = [0, 0];
  while (common && row < from.length && column < to.length) {
    if (from[row]!.image === to[column]!.image) {
      yield sameStep(from[row++]!, to[column++]!);
    } else if (common[row + 1]![column]! >= common[row]![column + 1]!) yield { kind: 'removed', word: from[row++]! };
    else yield { kind: 'added', word: to[column++]! };
  }
  yield* stepsOf('removed', from.slice(row));
  yield* stepsOf('added', to.slice(column));
}

/** For each place in both texts, how many words the rests have in common. */
function commonLengths(from: readonly Word[], to: readonly Word[]): readonly Uint32Array[] {
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint32Array(to.length + 1));
  for (let row = from.length - 1; row >= 0; row--) {
    for (let column = to.length - 1; column >= 0; column--) {
      lengths[row]![column] =
        from[row]!.image === to[column]!.image
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
    }
  }
  return lengths;
}

/** At the end of one text, a word has no blanks after it. */
const sameStep = (word: Word, other: Word): Step => ({
  kind: 'same',
  word: word.text.length > other.text.length ? word : other,
});

const stepsOf = (kind: Kind, words: readonly Word[]): Step[] => words.map(word => ({ kind, word }));

function joinSigns(steps: readonly Step[]): readonly Step[] {
  const isChange = (step: Step | undefined) => step !== undefined && step.kind !== 'same';
  return steps.flatMap((step, index) => {
    if (step.kind !== 'same' || !step.word.isSign) return [step];
    const before = steps.slice(0, index).findLast(({ kind, word }) => kind !== 'same' || !word.isSign);
    const after = steps.slice(index + 1).find(({ kind, word }) => kind !== 'same' || !word.isSign);
    if (!isChange(before) || !isChange(after)) return [step];
    return (['removed', 'added'] as const).map(kind => ({ kind, word: step.word }));
  });
}

/** Between two parts that are the same, what is removed comes before what is added. */
function joined(steps: readonly Step[]): readonly EditPart[] {
  const parts: EditPart[] = [];
  let change = { removed: '', added: '' };
  const close = () => {
    for (const kind of ['removed', 'added'] as const) if (change[kind] !== '') parts.push({ kind, text: change[kind] });
    change = { removed: '', added: '' };
  };
  for (const { kind, word } of steps) {
    const last = parts.at(-1);
    if (kind !== 'same') change[kind] += word.text;
    else if (change.removed === '' && change.added === '' && last?.kind === 'same')
      parts[parts.length - 1] = { kind, text: last.text + word.text };
    else {
      close();
      parts.push({ kind, text: word.text });
    }
  }
  close();
  return parts;
}
