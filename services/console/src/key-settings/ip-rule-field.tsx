import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { CloseIcon } from '../components/icons.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { addEntry, addTyped, type IpRule, MAX_IP_ENTRIES, typedFault } from './ip-rule.ts';
import classes from './ip-rule-field.module.css';

type Props = {
  readonly rule: IpRule;
  readonly onChange: (rule: IpRule) => void;
  /** What the service said about the rule. */
  readonly error: string | null;
};

/** From where a key may be used: from anywhere, or from the addresses and networks of a list. */
export function IpRuleField({ rule, onChange, error }: Props) {
  const { t } = useTranslation('keySettings');
  return (
    <Radio.Group
      label={t('ip.label')}
      value={rule.isAny ? 'any' : 'listed'}
      onChange={(value) => onChange({ ...rule, isAny: value === 'any' })}
    >
      <Stack gap="sm" mt="xs">
        <Radio value="any" label={t('ip.any')} description={t('ip.anyHint')} />
        <Radio
          value="listed"
          label={t('ip.listed')}
          description={t('ip.listedHint', { max: MAX_IP_ENTRIES })}
        />
        {!rule.isAny && <IpList rule={rule} onChange={onChange} error={error} />}
      </Stack>
    </Radio.Group>
  );
}

function IpList({ rule, onChange, error }: Props) {
  const { t } = useTranslation('keySettings');
  const { t: words } = useTranslation('problems');
  const fault = typedFault(rule.typed);
  const add = () => onChange(addTyped(rule));
  const addOnEnter = (event: KeyboardEvent) => {
    // Inside a form Enter would send it.
    if (event.key !== 'Enter' || rule.typed.trim() === '') return;
    event.preventDefault();
    add();
  };
  const suggestion = fault !== null && fault.fault === 'ip-host-bits-set' ? fault.suggestion : null;
  const faultWords = fault && words(`field.${fault.fault}`, { suggestion });
  return (
    <Stack gap="xs" className={classes.list ?? ''}>
      <Entries rule={rule} onChange={onChange} />
      <Group gap="xs" align="flex-start">
        <TextInput
          className={classes.input ?? ''}
          aria-label={t('ip.input')}
          placeholder="203.0.113.7"
          value={rule.typed}
          onChange={(event) => onChange({ ...rule, typed: event.currentTarget.value })}
          onKeyDown={addOnEnter}
          error={faultWords ?? error}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
        />
        <Button variant="default" onClick={add} disabled={rule.typed.trim() === ''}>
          {t('ip.add')}
        </Button>
      </Group>
      {suggestion !== null && (
        <Button
          variant="default"
          size="sm"
          className={classes.offer ?? ''}
          onClick={() => onChange({ ...addEntry(rule, suggestion), typed: '' })}
        >
          {t('ip.useSuggestion', { suggestion })}
        </Button>
      )}
      <OwnAddress rule={rule} onChange={onChange} />
    </Stack>
  );
}

function Entries({ rule, onChange }: Omit<Props, 'error'>) {
  const { t } = useTranslation('keySettings');
  const remove = (entry: string) =>
    onChange({ ...rule, entries: rule.entries.filter((other) => other !== entry) });
  if (rule.entries.length === 0) return null;
  return (
    <ul className={classes.entries} aria-label={t('ip.listed')}>
      {rule.entries.map((entry) => (
        <li key={entry} className={classes.entry}>
          <code>{entry}</code>
          <button
            type="button"
            className={classes.remove}
            aria-label={t('ip.remove', { entry })}
            onClick={() => remove(entry)}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Asked for anew with each press: the address of a browser changes with the network it is in. */
function OwnAddress({ rule, onChange }: Omit<Props, 'error'>) {
  const { t } = useTranslation('keySettings');
  const hintId = useId();
  const ask = useMutation({
    mutationFn: () => api.get('/v1/session'),
    onSuccess: ({ ip }) => onChange(addEntry(rule, ip)),
  });
  return (
    <>
      <Button
        variant="default"
        size="sm"
        className={classes.offer ?? ''}
        aria-describedby={hintId}
        loading={ask.isPending}
        onClick={() => ask.mutate()}
      >
        {t('ip.useOwn')}
      </Button>
      <Text id={hintId} size="sm" c="dimmed" role="status">
        {ask.data === undefined ? t('ip.ownHint') : t('ip.ownAdded', { ip: ask.data.ip })}
      </Text>
      <ProblemAlert error={ask.error} />
    </>
  );
}
