import { Button, Stack, Tabs, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { GATEWAY_URL } from '../app/page-settings.ts';
import { CheckIcon, CopyIcon } from '../components/icons.tsx';
import { Section } from '../components/section.tsx';
import classes from './key-examples.module.css';
import { READ_SECRET, SNIPPET_NAMES, SNIPPETS } from './snippets.ts';

/** Programs that use the new key, ready to be pasted. Nothing where the service does not say where its gateway is. */
export function KeyExamples({ keyId }: { keyId: string }) {
  const { t } = useTranslation('keyCreation');
  if (GATEWAY_URL === '') return null;
  return (
    <Section title={t('examples.title')} intro={t('examples.intro')}>
      <CodeBlock name={t('examples.first')} code={READ_SECRET} />
      <Tabs defaultValue={SNIPPET_NAMES[0]} keepMounted={false}>
        <Tabs.List mb="sm">
          {SNIPPET_NAMES.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`examples.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SNIPPET_NAMES.map((name) => (
          <Tabs.Panel key={name} value={name}>
            <CodeBlock
              name={t(`examples.${name}`)}
              code={SNIPPETS[name]({ gatewayUrl: GATEWAY_URL, keyId })}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  );
}

const COPIED_FOR_MS = 2_000;

function CodeBlock({ name, code }: { name: string; code: string }) {
  const { t } = useTranslation();
  const { copied, copy, error } = useClipboard({ timeout: COPIED_FOR_MS });
  return (
    <Stack gap={6}>
      <div className={classes.block}>
        <div className={classes.head}>
          <span>{name}</span>
          <Button
            variant="default"
            size="xs"
            leftSection={copied ? <CheckIcon /> : <CopyIcon />}
            aria-label={t(copied ? 'copy.whatDone' : 'copy.what', { what: name })}
            onClick={() => copy(code)}
          >
            {t(copied ? 'copy.done' : 'copy.copy')}
          </Button>
        </div>
        {/* Scrolls sideways: with the focus on it, by the arrow keys. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above (WCAG 2.1.1). */}
        <section className={classes.code} tabIndex={0} aria-label={name}>
          <pre>
            <code>{code}</code>
          </pre>
        </section>
      </div>
      {error !== null && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {t('copy.failed')}
        </Text>
      )}
    </Stack>
  );
}
