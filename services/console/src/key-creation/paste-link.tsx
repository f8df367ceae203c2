import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readMailLink, setMailLink } from '../app/mail-link.ts';
import { NarrowPage } from '../components/narrow-page.tsx';

/** Nothing, or half a link: mail programs cut long ones. The whole one can be pasted here. */
export function PasteLink() {
  const { t } = useTranslation('keyCreation');
  const [text, setText] = useState('');
  const [isBroken, setBroken] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const link = readMailLink(text);
    const isWhole = link.token !== null && (link.creation !== null || link.edit !== null);
    setBroken(!isWhole);
    if (isWhole) setMailLink(link);
  };
  return (
    <NarrowPage title={t('paste.title')} intro={t('paste.text')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('paste.label')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={isBroken ? t('paste.broken') : null}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit">{t('paste.goOn')}</Button>
        </Stack>
      </form>
    </NarrowPage>
  );
}
