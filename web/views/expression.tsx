/** A match or a list of actions that the user pastes: its canonical form, or OVN's message with the place. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../client/page-state.ts';
import { Code, Facts, Fault, Sign } from '../parts/text.tsx';

const EXAMPLES = { match: 'ip4.src == 10.0.0.0/8 && tcp.dst == {80, 443}', actions: 'reg0[0] = 1; next;' } as const;

export function ExpressionView() {
  const [language, setLanguage] = useState<'match' | 'actions'>('match');
  const [text, setText] = useState('');
  const [against, setAgainst] = useState('');
  const asked = { language, text: text.trim(), against: language === 'match' ? against.trim() : '' };
  const { value, fault } = useAnswer('parse', asked.text === '' ? undefined : asked);
  return (
    <>
      <h1>Paste a flow</h1>
      <fieldset class="choice">
        <legend class="hidden">What it is</legend>
        {(['match', 'actions'] as const).map(each => (
          <label key={each}>
            <input type="radio" name="language" checked={language === each} onChange={() => setLanguage(each)} /> {each}
          </label>
        ))}
      </fieldset>
      <div class="field wide">
        <label for="expression-text">{language === 'match' ? 'Match' : 'Actions'}</label>
        <textarea
          id="expression-text"
          rows={4}
          spellcheck={false}
          placeholder={EXAMPLES[language]}
          value={text}
          onInput={event => setText(event.currentTarget.value)}
        />
      </div>
      {language === 'match' ? (
        <div class="field wide">
          <label for="expression-packet">Packet, as a microflow</label>
          <input
            id="expression-packet"
            spellcheck={false}
            placeholder="ip4.src == 10.1.2.3 && ip4.dst == 10.0.0.1 && tcp.dst == 80"
            value={against}
            onInput={event => setAgainst(event.currentTarget.value)}
          />
        </div>
      ) : null}
      {fault ? <Fault fault={fault} /> : null}
      {value?.refusal === undefined ? null : (
        <div role="status">
          <p>
            <Sign tone="bad" /> OVN refuses it:
          </p>
          <Code text={value.refusal} label="what is wrong" />
        </div>
      )}
      {value && value.facts.length > 0 ? (
        <div role="status">
          <Facts facts={value.facts} />
        </div>
      ) : null}
    </>
  );
}
