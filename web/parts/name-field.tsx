/** A field for a name, which completes it: the names that have what is typed in them, chosen by keyboard or pointer. */
import { useId, useState } from 'preact/hooks';
import { shown } from './text.tsx';

const MAX_SHOWN = 12;

interface NameFieldProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly hint?: string;
  onChange(value: string): void;
}

export function NameField({ label, value, names, hint, onChange }: NameFieldProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = isOpen ? matching(value, names) : [];
  const choose = (name: string) => {
    onChange(name);
    setOpen(false);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      setActive(found.length === 0 ? -1 : (active + step + found.length) % found.length);
    } else if (event.key === 'Enter' && found[active] !== undefined) {
      event.preventDefault();
      choose(found[active]);
    } else if (event.key === 'Escape') setOpen(false);
  };
  return (
    <div class="field name-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-names`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        placeholder={hint}
        value={value}
        onInput={event => {
          onChange(event.currentTarget.value);
          setOpen(true);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      <div
        id={`${id}-names`}
        role="listbox"
        aria-label={`names for ${label}`}
        class="names"
        hidden={found.length === 0}
      >
        {found.map((name, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys of the list
          <div
            key={name}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={event => event.preventDefault()}
            onClick={() => choose(name)}
          >
            {shown(name)}
          </div>
        ))}
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Names that begin with the text come first. A name that is typed in full needs no list. */
function matching(text: string, names: readonly string[]): readonly string[] {
  const wanted = text.toLowerCase();
  if (names.includes(text)) return [];
  const rank = (name: string) =>
    name
      .toLowerCase()
      .split('/')
      .some(part => part.startsWith(wanted)) || name.toLowerCase().startsWith(wanted);
  const found = names.filter(name => name.toLowerCase().includes(wanted));
  return [...found.filter(rank), ...found.filter(name => !rank(name))].slice(0, MAX_SHOWN);
}
