import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type State = { readonly hasFailed: boolean };

/** A fault of ours in a page. Says so; the error itself stays in the browser's console and goes nowhere. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <Failure /> : this.props.children;
  }
}

function Failure() {
  const { t } = useTranslation();
  return (
    <Container size="xs" py="xl">
      <Stack role="alert">
        <Title order={1}>{t('failure.title')}</Title>
        <Text>{t('failure.text')}</Text>
        <Button onClick={() => location.reload()}>{t('failure.reload')}</Button>
      </Stack>
    </Container>
  );
}
